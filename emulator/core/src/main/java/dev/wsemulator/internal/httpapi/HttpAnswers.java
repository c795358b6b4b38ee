package dev.wsemulator.internal.httpapi;

import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway itself answers, in AWS's words, and the headers that it adds to every answer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">Gateway
 *     response types of REST APIs</a>
 */
final class HttpAnswers {
  private static final String JSON = "application/json";

  private HttpAnswers() {}

  /** Returns the answer to a path, or a verb, that no route has. */
  static HttpResponse noRoute(HttpCall call) {
    return call.target().isRest()
        ? error(call, 403, "Missing Authentication Token", "MissingAuthenticationTokenException")
        : error(call, 404, "Not Found", null);
  }

  /** Returns the answer if a function has failed, or has answered what is no response. */
  static HttpResponse failed(HttpCall call) {
    return call.target().isRest()
        ? error(call, 502, "Internal server error", "InternalServerErrorException")
        : error(call, 500, "Internal Server Error", null);
  }

  /** Returns the answer if a function does not exist, or may not be invoked. */
  static HttpResponse notInvoked(HttpCall call) {
    return call.target().isRest()
        ? error(call, 500, "Internal server error", "InternalServerErrorException")
        : error(call, 500, "Internal Server Error", null);
  }

  /** Returns the answer if Lambda has no room for an invocation. */
  static HttpResponse throttled(HttpCall call) {
    return call.target().isRest()
        ? error(call, 500, "Internal server error", "InternalServerErrorException")
        : error(call, 503, "Service Unavailable", null);
  }

  /** Returns the answer if a function takes too long. */
  static HttpResponse late(HttpCall call) {
    return call.target().isRest()
        ? error(call, 504, "Endpoint request timed out", "InternalServerErrorException")
        : error(call, 503, "Service Unavailable", null);
  }

  /** Returns the answer to a request that is too large. */
  static HttpResponse tooLarge(HttpCall call) {
    return call.target().isRest()
        ? error(call, 413, "Request Too Long", "RequestTooLargeException")
        : error(call, 413, "Request Entity Too Large", null);
  }

  /**
   * Returns an error.
   *
   * @param message what it says; {@code null} for nothing
   * @param type the type of the error that a REST API names
   */
  static HttpResponse error(
      HttpCall call, int status, @Nullable String message, @Nullable String type) {
    String key = message != null && message.startsWith("User") ? "Message" : "message";
    String text = message == null ? "null" : JsonText.quoted(message);
    List<Header> headers = new ArrayList<>();
    if (type != null) {
      headers.add(new Header("x-amzn-ErrorType", type));
    }
    return complete(
        call,
        new HttpResponse(
            status, headers, "{\"%s\":%s}".formatted(key, text).getBytes(StandardCharsets.UTF_8)),
        JSON);
  }

  /**
   * Returns an answer with the headers that every answer has.
   *
   * @param contentType its type if it has none itself
   */
  static HttpResponse complete(HttpCall call, HttpResponse answer, String contentType) {
    List<Header> headers = new ArrayList<>();
    boolean isTyped = has(answer, "Content-Type");
    if (!isTyped && answer.status() != 204) {
      headers.add(new Header("Content-Type", contentType));
    }
    headers.add(HttpResponse.KEEP_ALIVE);
    headers.addAll(answer.headers());
    if (call.target().isRest()) {
      headers.add(new Header("x-amzn-RequestId", call.requestId()));
      headers.add(new Header("x-amz-apigw-id", call.stamp().requestId()));
    } else {
      headers.add(new Header("Apigw-Requestid", call.requestId()));
    }
    return new HttpResponse(answer.status(), headers, answer.body());
  }

  private static boolean has(HttpResponse answer, String name) {
    return answer.headers().stream()
        .anyMatch(one -> one.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
  }
}
