package dev.wsemulator.it.conformance.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A Lambda authorizer that does what the query's {@code token} says: {@code allow}, {@code deny},
 * {@code nothing} for a policy that says nothing of the route, {@code methods} for one that expects
 * a method in the ARN, {@code unauthorized}, {@code fail}, {@code status} or {@code nested}.
 */
public final class Doorman implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Event event = Event.read(in);
    String arn = String.valueOf(event.fields().get("methodArn"));
    String stage = arn.substring(0, arn.lastIndexOf('/'));
    Event.write(
        out,
        switch (event.query("token")) {
          case "allow" -> policy("Allow", arn, said(event));
          case "stage" -> policy("Allow", stage + "/*", "{}");
          case "deny" -> policy("Deny", "*", "{}");
          case "nothing" -> policy("Allow", stage + "/other", "{}");
          case "methods" -> policy("Allow", stage + "/*/*", "{}");
          case "nested" -> policy("Allow", "*", "{\"a\":{\"b\":1}}");
          case "status" -> "{\"statusCode\":401}";
          case "unauthorized" -> throw new IllegalStateException("Unauthorized");
          default -> throw new IllegalStateException("The client asked for it.");
        });
  }

  /** Returns what the event is like, as a context: text, numbers and booleans. */
  private static String said(Event event) {
    return "{\"type\":\"%s\",\"connection\":\"%s\",\"arn\":\"%s\",\"keys\":\"%s\",\"n\":1,\"b\":true}"
        .formatted(
            event.fields().get("type"),
            event.connectionId(),
            event.fields().get("methodArn"),
            String.join(" ", event.fields().keySet()));
  }

  private static String policy(String effect, String resource, String context) {
    return ("{\"principalId\":\"user-17\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":"
            + "[{\"Action\":\"execute-api:Invoke\",\"Effect\":\"%s\",\"Resource\":\"%s\"}]},"
            + "\"context\":%s}")
        .formatted(effect, resource, context);
  }
}
