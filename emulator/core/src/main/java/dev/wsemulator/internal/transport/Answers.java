package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.connection.Identifiers;
import dev.wsemulator.internal.gateway.ConnectFlow.Decision;
import dev.wsemulator.internal.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes the gateway's HTTP answers. */
final class Answers {
  private static final String REQUEST_ID = "x-amz-apigw-id";
  private static final String BAD = "BadRequestException";
  private static final String FAILED = "InternalServerErrorException";
  private static final String BAD_REQUEST_PAGE =
      "<html>\r\n<head><title>400 Bad Request</title></head>\r\n<body>\r\n"
          + "<center><h1>400 Bad Request</h1></center>\r\n</body>\r\n</html>\r\n";
  private static final Map<Integer, String> ERROR_TYPES =
      Map.of(
          400, BAD,
          401, "UnauthorizedException",
          403, "ForbiddenException",
          429, "TooManyRequestsException",
          500, FAILED,
          502, FAILED,
          504, FAILED);

  private Answers() {}

  /** Answers as the service does to a stage that it does not know (HS-17). */
  static void forbidden(Response response, Callback callback) {
    response.getHeaders().put("x-amzn-ErrorType", "ForbiddenException");
    json(response, 403, "{\"message\":\"Forbidden\"}", callback);
  }

  static void badRequest(Response response, Callback callback) {
    response.getHeaders().put("x-amzn-ErrorType", BAD);
    json(response, 400, "{\"message\":\"Bad Request\"}", callback);
  }

  /** Answers as what stands before the service does to a request that it cannot read (REC-040). */
  static void ofLoadBalancer(Request request, Response response, Callback callback) {
    ExactHead.with(400, request, Answers::headersOfLoadBalancer);
    response.setStatus(400);
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    write(response, BAD_REQUEST_PAGE.getBytes(StandardCharsets.UTF_8), callback);
  }

  private static HttpFields headersOfLoadBalancer(HttpFields given) {
    return HttpFields.build()
        .put(HttpHeader.SERVER, "awselb/2.0")
        .put(HttpHeader.DATE, given.get(HttpHeader.DATE))
        .put(HttpHeader.CONTENT_TYPE, "text/html")
        .put(HttpHeader.CONTENT_LENGTH, BAD_REQUEST_PAGE.length())
        .put(HttpHeader.CONNECTION, "close");
  }

  /** Answers what the server library refuses, such as a path that cannot be decoded. */
  static boolean error(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    boolean theirs = status >= 400 && status < 500;
    String type = ERROR_TYPES.get(status);
    response.getHeaders().put("x-amzn-ErrorType", type == null ? theirs ? BAD : FAILED : type);
    String message = theirs ? HttpStatus.getMessage(status) : "Internal server error";
    json(response, status, "{\"message\":\"" + message + "\"}", callback);
    return true;
  }

  /** Answers a handshake that the gateway, or {@code $connect}, has refused. */
  static void refusal(Exchange exchange, Decision.Refused refused) {
    Response response = exchange.response();
    String type = refused.body().isEmpty() ? null : ERROR_TYPES.get(refused.status());
    if (type != null) {
      response.getHeaders().put("x-amzn-ErrorType", type);
    }
    response.getHeaders().put(REQUEST_ID, refused.requestId());
    json(response, refused.status(), refused.body(), exchange.callback());
  }

  static void json(Response response, int status, String body, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put("x-amzn-RequestId", UUID.randomUUID().toString());
    if (!response.getHeaders().contains(REQUEST_ID)) {
      response.getHeaders().put(REQUEST_ID, Identifiers.requestId());
    }
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
