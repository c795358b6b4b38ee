package dev.wsemulator.internal.controlplane;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.Map;

/** The code of functions that tests create by calls. */
public final class Greeting {

  /** Answers with an environment variable. */
  public Map<String, Object> greet(Map<String, Object> event) {
    if (event.containsKey("fail")) {
      throw new IllegalStateException("told to");
    }
    if (event.containsKey("write")) {
      System.out.println(event.get("write"));
    }
    return Map.of("statusCode", 200, "body", "hello " + System.getenv("WHOM"));
  }

  /** Answers with the ARN by which it was called. */
  public String called(Map<String, Object> event, Context context) {
    return context.getInvokedFunctionArn();
  }

  /** Answers otherwise. */
  public Map<String, Object> part(Map<String, Object> event) {
    return Map.of("statusCode", 200, "body", "bye " + System.getenv("WHOM"));
  }
}
