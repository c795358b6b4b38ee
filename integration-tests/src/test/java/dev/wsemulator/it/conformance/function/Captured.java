package dev.wsemulator.it.conformance.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Answers with the events that are kept about a {@code connectionId} or a {@code test}, as a JSON
 * array, and gives the {@code signal} that another function waits for.
 */
public final class Captured implements RequestStreamHandler {
  private final Table table = new Table();

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Event event = Event.read(in);
    if (!event.message("signal").isEmpty()) {
      table.signal(event.message("signal"));
      Event.answer(out, "[]");
      return;
    }
    var texts =
        event.message("test").isEmpty()
            ? table.ofConnection(event.message("id"))
            : table.ofTest(event.message("test"));
    Event.answer(out, "[" + String.join(",", texts) + "]");
  }
}
