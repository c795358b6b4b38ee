package dev.wsemulator.it.client;

import dev.wsemulator.lambda.LambdaFunction;
import java.nio.charset.StandardCharsets;

/** Sends every message back, and eight times what comes behind {@code times8:}. */
public final class EchoFunction implements LambdaFunction {
  static final String TIMES_8 = "times8:";
  private static final String BODY = ",\"body\":\"";

  /** The event's body is a JSON string; the answer takes it as it is written. */
  @Override
  public byte[] invoke(byte[] event) {
    String text = new String(event, StandardCharsets.UTF_8);
    int from = text.indexOf(BODY) + BODY.length();
    int to = from;
    while (text.charAt(to) != '"') {
      to += text.charAt(to) == '\\' ? 2 : 1;
    }
    String body = text.substring(from, to);
    String answer = body.startsWith(TIMES_8) ? body.substring(TIMES_8.length()).repeat(8) : body;
    return ("{\"statusCode\":200,\"body\":\"" + answer + "\"}").getBytes(StandardCharsets.UTF_8);
  }
}
