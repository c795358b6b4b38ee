package dev.wsemulator.it.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers with its own name and its variable {@code SETTING}. */
public final class Named implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String setting = System.getenv("SETTING");
    String body = context.getFunctionName() + (setting == null ? "" : " " + setting);
    out.write("{\"statusCode\":200,\"body\":\"%s\"}".formatted(body).getBytes(UTF_8));
  }
}
