package dev.wsemulator.internal.management;

import dev.wsemulator.internal.json.JsonText;

/**
 * The errors of {@code @connections}, in the service's words.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">Use
 *     {@code @connections} commands</a>
 */
enum ManagementErrors {
  GONE(410, "GoneException"),
  FORBIDDEN(403, "ForbiddenException"),
  BAD_REQUEST(400, "BadRequestException"),
  MISSING_TOKEN(403, "MissingAuthenticationTokenException"),
  UNRECOGNIZED_CLIENT(403, "UnrecognizedClientException"),
  INVALID_SIGNATURE(403, "InvalidSignatureException"),
  ACCESS_DENIED(403, "AccessDeniedException"),
  TOO_LARGE(413, "PayloadTooLargeException"),
  NOT_FOUND(404, "NotFoundException"),
  LIMIT_EXCEEDED(429, "LimitExceededException"),
  INTERNAL(500, "InternalServerErrorException");

  final int status;
  final String errorType;

  ManagementErrors(int status, String errorType) {
    this.status = status;
    this.errorType = errorType;
  }

  /** Returns the error with this status, or else the service's own. */
  static ManagementErrors of(int status) {
    for (ManagementErrors each : values()) {
      if (each.status == status) {
        return each;
      }
    }
    return INTERNAL;
  }

  static String message(String text) {
    return "{\"message\":" + JsonText.quoted(text) + "}";
  }

  /**
   * Returns the body of an IAM denial, whose key has a capital letter (observed on the service).
   */
  static String denial(String text) {
    return "{\"Message\":" + JsonText.quoted(text) + "}";
  }
}
