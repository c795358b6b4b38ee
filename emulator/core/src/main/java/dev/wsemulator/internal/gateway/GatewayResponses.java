package dev.wsemulator.internal.gateway;

/**
 * What the gateway itself tells a client in a frame, in the service's byte pattern (ER-01).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html">A
 *     documented frame</a>
 */
final class GatewayResponses {
  static final String FORBIDDEN = "Forbidden";
  static final String INTERNAL_SERVER_ERROR = "Internal server error";
  static final String INVALID_REQUEST_BODY = "Invalid request body";
  static final String TOO_MANY_REQUESTS = "Too Many Requests";

  private GatewayResponses() {}

  /** Returns the message that goes with a status. */
  static String of(int status) {
    return switch (status) {
      case 401 -> "Unauthorized";
      case 403 -> FORBIDDEN;
      case 429 -> TOO_MANY_REQUESTS;
      default -> status < 500 ? "Bad Request" : INTERNAL_SERVER_ERROR;
    };
  }

  /** Returns what is told to a client that has no connection id yet (D-19). */
  static String body(String message) {
    return "{\"message\":\"" + message + "\"}";
  }

  /** Returns what is told to a client, with the ids that its owner needs to ask about it. */
  static String text(String message, String connectionId, String requestId) {
    return "{\"message\": \""
        + message
        + "\", \"connectionId\":\""
        + connectionId
        + "\", \"requestId\":\""
        + requestId
        + "\"}";
  }
}
