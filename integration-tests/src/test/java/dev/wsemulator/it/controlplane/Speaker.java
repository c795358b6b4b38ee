package dev.wsemulator.it.controlplane;

import java.util.Map;

/** A function that says what it is told to by a variable. */
public final class Speaker {

  /** Answers a message. */
  public Map<String, Object> handle(Map<String, Object> event) {
    return Map.of("statusCode", 200, "body", System.getenv("WORDS"));
  }
}
