package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.deployment.Outcome.Failure;

/**
 * The gateway's own error frames, in the service's byte pattern (ER-01).
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

  static final String LIMIT_EXCEEDED = "Limit Exceeded";

  private GatewayResponses() {}

  /**
   * Returns the type of the gateway response to a failed call of a back end, for the access log.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">Types</a>
   */
  static String type(Failure failure) {
    return switch (failure) {
      case TIMED_OUT -> "INTEGRATION_TIMEOUT";
      case UNSUPPORTED_MEDIA_TYPE -> "UNSUPPORTED_MEDIA_TYPE";
      case CONFIGURATION, REJECTED -> "API_CONFIGURATION_ERROR";
      case BAD_ANSWER, UNREACHABLE -> "INTEGRATION_FAILURE";
    };
  }

  /** Returns the type of the gateway response to a client that was not let in. */
  static String type(int status, String message) {
    return switch (status) {
      case 400 -> "BAD_REQUEST_PARAMETERS";
      case 401 -> "UNAUTHORIZED";
      case 403 -> "ACCESS_DENIED";
      case 429 -> message.equals(LIMIT_EXCEEDED) ? "QUOTA_EXCEEDED" : "THROTTLED";
      default -> "AUTHORIZER_FAILURE";
    };
  }

  /** Returns the message that goes with a status. */
  static String of(int status) {
    return switch (status) {
      case 401 -> "Unauthorized";
      case 403 -> FORBIDDEN;
      case 429 -> TOO_MANY_REQUESTS;
      default -> status < 500 ? "Bad Request" : INTERNAL_SERVER_ERROR;
    };
  }

  /** Returns an error for a client without a connection id (D-19). */
  static String body(String message) {
    return "{\"message\":\"" + message + "\"}";
  }

  /** Returns an error frame, with the ids that identify the request. */
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
