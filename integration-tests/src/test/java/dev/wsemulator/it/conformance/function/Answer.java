package dev.wsemulator.it.conformance.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Does what the message says: {@code save} keeps the event under the name of a test, {@code wait}
 * names a signal to wait for, {@code post} is a text to post to the connection, {@code throw} has
 * it fail, {@code answer} is its whole answer.
 */
public final class Answer implements RequestStreamHandler {
  private final Table table = new Table();

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Event event = Event.read(in);
    if (!event.message("save").isEmpty()) {
      table.put(event, event.message("save"));
    }
    if (!event.message("wait").isEmpty()) {
      await(event.message("wait"));
    }
    if (!event.message("post").isEmpty()) {
      post(event);
    }
    if (!event.message("throw").isEmpty()) {
      throw new IllegalStateException("The client asked for it.");
    }
    Event.write(out, event.message("answer"));
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
      int status = clients.post(event.connectionId(), event.message("post"));
      String test = event.message("save");
      table.put(event.connectionId(), "POSTED", "{\"posted\":" + status + "}", test);
    }
  }
}
