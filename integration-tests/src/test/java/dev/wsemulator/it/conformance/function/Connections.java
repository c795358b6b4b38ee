package dev.wsemulator.it.conformance.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Calls {@code @connections} about the sender, as the message's {@code do} says: {@code post},
 * {@code get} or {@code delete}. It answers with what it heard.
 */
public final class Connections implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Event event = Event.read(in);
    String id = event.connectionId();
    try (Clients clients = new Clients(event)) {
      String answer =
          switch (event.message("do")) {
            case "post" -> String.valueOf(clients.post(id, event.message("text")));
            case "get" -> clients.get(id).identity().sourceIp();
            default -> String.valueOf(clients.delete(id));
          };
      Event.answer(out, answer);
    }
  }
}
