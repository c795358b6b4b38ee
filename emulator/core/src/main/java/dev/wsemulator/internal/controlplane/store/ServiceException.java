package dev.wsemulator.internal.controlplane.store;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import java.util.Map;
import java.util.UUID;

/**
 * The error of a call, in the service's words.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html">Responses</a>
 */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  private ServiceException(int status, String type, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
  }

  public static ServiceException of(int status, String type, String message) {
    return new ServiceException(status, type, message);
  }

  public static ServiceException badRequest(String message, Object... arguments) {
    return new ServiceException(400, "BadRequestException", message.formatted(arguments));
  }

  public static ServiceException notFound(String message, Object... arguments) {
    return new ServiceException(404, "NotFoundException", message.formatted(arguments));
  }

  public static ServiceException conflict(String message, Object... arguments) {
    return new ServiceException(409, "ConflictException", message.formatted(arguments));
  }

  public static ServiceException tooMany(String resources) {
    return new ServiceException(
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
  public HttpResponse answer() {
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
