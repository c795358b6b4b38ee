package dev.wsemulator.it.conformance.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * {@code $connect}: keeps the event, then does what the query says. {@code wait} names a signal to
 * wait for, {@code post=1} has it post to the connection, {@code throw=1} has it fail, {@code
 * status} is what it answers, {@code answer} is its whole answer.
 */
public final class Connect implements RequestStreamHandler {
  private final Table table = new Table();

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Event event = Event.read(in);
    table.put(event, event.query("test"));
    if (!event.query("wait").isEmpty()) {
      await(event.query("wait"));
    }
    if (event.query("post").equals("1")) {
      post(event);
    }
    if (event.query("throw").equals("1")) {
      throw new IllegalStateException("The client asked for it.");
    }
    String status = event.query("status").isEmpty() ? "200" : event.query("status");
    String answer = event.query("answer");
    Event.write(
        out,
        answer.isEmpty() ? "{\"statusCode\":" + status + ",\"body\":\"not for you\"}" : answer);
  }

  private void await(String signal) {
    try {
      table.await(signal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + signal, e);
    }
  }

  private void post(Event event) {
    try (Clients clients = new Clients(event)) {
      int status = clients.post(event.connectionId(), "too early");
      String entry = "{\"posted\":" + status + "}";
      table.put(event.connectionId(), "POSTED", entry, event.query("test"));
    }
  }
}
