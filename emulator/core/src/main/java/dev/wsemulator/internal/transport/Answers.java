package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.connection.Identifiers;
import dev.wsemulator.internal.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes the gateway's HTTP answers. */
final class Answers {
  private static final Map<Integer, String> ERROR_TYPES =
      Map.of(
          400, "BadRequestException",
          401, "UnauthorizedException",
          403, "ForbiddenException",
          429, "TooManyRequestsException",
          500, "InternalServerErrorException",
          502, "InternalServerErrorException",
          504, "InternalServerErrorException");

  private Answers() {}

  /** Answers as the service does to a stage that it does not know (HS-17). */
  static void forbidden(Response response, Callback callback) {
    response.getHeaders().put("x-amzn-ErrorType", "ForbiddenException");
    json(response, 403, "{\"message\":\"Forbidden\"}", callback);
  }

  static void badRequest(Response response, Callback callback) {
    response.getHeaders().put("x-amzn-ErrorType", "BadRequestException");
    json(response, 400, "{\"message\":\"Bad Request\"}", callback);
  }

  /** Answers a handshake that the gateway, or {@code $connect}, has refused. */
  static void refusal(Response response, int status, String body, Callback callback) {
    String type = body.isEmpty() ? null : ERROR_TYPES.get(status);
    if (type != null) {
      response.getHeaders().put("x-amzn-ErrorType", type);
    }
    json(response, status, body, callback);
  }

  static void json(Response response, int status, String body, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put("x-amzn-RequestId", UUID.randomUUID().toString());
    response.getHeaders().put("x-amz-apigw-id", Identifiers.requestId());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    write(response, body.getBytes(StandardCharsets.UTF_8), callback);
  }

  /** Writes an answer that is complete with its headers. */
  static void write(Response response, HttpResponse answer, Callback callback) {
    response.setStatus(answer.status());
    answer.headers().forEach(header -> response.getHeaders().add(header.name(), header.value()));
    if (answer.status() == 204) {
      response.write(true, ByteBuffer.allocate(0), callback);
    } else {
      write(response, answer.body(), callback);
    }
  }

  private static void write(Response response, byte[] body, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
