package dev.wsemulator.internal.gateway;

import java.nio.charset.StandardCharsets;

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
  static final String UNAUTHORIZED = "Unauthorized";
  static final String ENDPOINT_REQUEST_TIMED_OUT = "Endpoint request timed out";

  private GatewayResponses() {}

  static byte[] frame(String message, String connectionId, String requestId) {
    String text =
        "{\"message\": \""
            + message
            + "\", \"connectionId\":\""
            + connectionId
            + "\", \"requestId\":\""
            + requestId
            + "\"}";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
