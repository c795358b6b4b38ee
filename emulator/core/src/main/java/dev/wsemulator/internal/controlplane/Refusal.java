package dev.wsemulator.internal.controlplane;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import java.util.Map;
import java.util.UUID;

/**
 * Why a call is not done, in the service's words.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html">Responses</a>
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  private Refusal(int status, String type, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
  }

  static Refusal of(int status, String type, String message) {
    return new Refusal(status, type, message);
  }

  static Refusal badRequest(String message, Object... arguments) {
    return new Refusal(400, "BadRequestException", message.formatted(arguments));
  }

  static Refusal notFound(String message, Object... arguments) {
    return new Refusal(404, "NotFoundException", message.formatted(arguments));
  }

  static Refusal conflict(String message, Object... arguments) {
    return new Refusal(409, "ConflictException", message.formatted(arguments));
  }

  static Refusal tooMany(String resources) {
    return new Refusal(
        429,
        "TooManyRequestsException",
        ("Maximum number of %s for this API has been reached. Please contact AWS if you need"
                + " additional %s.")
            .formatted(resources, resources));
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  /** Returns the answer; clients of either service find type and message where they look. */
  HttpResponse answer() {
    Map<String, Object> body =
        type.matches("(Resource|InvalidParameter|InvalidRequest|TooManyRequests).+")
            ? Map.of("Type", "User", "message", getMessage(), "Message", getMessage())
            : Map.of("message", getMessage());
    return new HttpResponse(
        status,
        java.util.List.of(
            new HttpRequest.Header("Content-Type", "application/json"),
            new HttpRequest.Header("x-amzn-RequestId", UUID.randomUUID().toString()),
            new HttpRequest.Header("x-amzn-ErrorType", type)),
        new Document(body).json());
  }
}
