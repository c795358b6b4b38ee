package dev.wsemulator.it.conformance.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * {@code $disconnect}: keeps the event, and does what the handshake's query said in {@code
 * disconnect}: {@code post} to the connection, or {@code throw}.
 */
public final class Disconnect implements RequestStreamHandler {
  private final Table table = new Table();

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Event event = Event.read(in);
    Event handshake = handshake(event.connectionId());
    String test = handshake.query("test");
    if (handshake.query("disconnect").equals("post")) {
      try (Clients clients = new Clients(event)) {
        int status = clients.post(event.connectionId(), "too late");
        table.put(event.connectionId(), "POSTED", "{\"posted\":" + status + "}", test);
      }
    }
    table.put(event, test);
    if (handshake.query("disconnect").equals("throw")) {
      throw new IllegalStateException("The client asked for it.");
    }
    Event.write(out, "{\"statusCode\":200,\"body\":\"nobody hears this\"}");
  }

  private Event handshake(String connectionId) throws IOException {
    for (String text : table.ofConnection(connectionId)) {
      Event event = Event.of(text);
      if (event.context("eventType").equals("CONNECT")) {
        return event;
      }
    }
    return Event.of("{}");
  }
}
