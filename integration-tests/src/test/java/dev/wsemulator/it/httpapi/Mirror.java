package dev.wsemulator.it.httpapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers every request with its event. */
public final class Mirror implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), UTF_8);
    String body = event.replace("\\", "\\\\").replace("\"", "\\\"");
    String answer =
        "{\"statusCode\":200,\"headers\":{\"x-url\":\"%s\"},\"body\":\"%s\"}"
            .formatted(System.getenv("URL"), body);
    out.write(answer.getBytes(UTF_8));
  }
}
