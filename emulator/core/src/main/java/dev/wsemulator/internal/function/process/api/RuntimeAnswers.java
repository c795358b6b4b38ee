package dev.wsemulator.internal.function.process.api;

import java.nio.charset.StandardCharsets;

/** What the Runtime API answers, in Lambda's words. */
public final class RuntimeAnswers {
  public static final byte[] ACCEPTED = json("202 Accepted", "{\"status\":\"OK\"}\n");
  public static final byte[] OK = json("200 OK", "");
  public static final byte[] NOT_FOUND = json("404 Not Found", "");
  public static final byte[] INVALID_ID =
      error("400 Bad Request", "Invalid request ID", "InvalidRequestID");

  private RuntimeAnswers() {}

  public static byte[] tooLarge(int limit) {
    return error(
        "413 Request Entity Too Large",
        "Exceeded maximum allowed payload size (" + limit + " bytes).",
        "RequestEntityTooLarge");
  }

  public static byte[] notAllowed(String from, String to) {
    return error(
        "403 Forbidden",
        "State transition from %s to %s failed for runtime. Error: State transition is not allowed"
            .formatted(from, to),
        "InvalidStateTransition");
  }

  private static byte[] error(String status, String message, String type) {
    return json(
        status, "{\"errorMessage\":\"%s\",\"errorType\":\"%s\"}\n".formatted(message, type));
  }

  private static byte[] json(String status, String body) {
    return ("HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
