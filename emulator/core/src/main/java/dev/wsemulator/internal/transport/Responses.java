package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.connection.Identifiers;
import dev.wsemulator.internal.gateway.ConnectFlow.Decision;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Writes the gateway's HTTP answers. */
final class Responses {
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

  private Responses() {}

  /** Answers as the service does to a stage that it does not know (HS-17). */
  static void forbidden(Response response, Callback callback) {
    refused(response, 403, "ForbiddenException");
    write(response, message("Forbidden"), callback);
  }

  static void badRequest(Response response, Callback callback) {
    refused(response, 400, BAD);
    write(response, message("Bad Request"), callback);
  }

  /** Answers as what stands before the service does to a request that it cannot read (REC-040). */
  static void ofLoadBalancer(Request request, Response response, Callback callback) {
    ExactHead.with(400, request, Responses::headersOfLoadBalancer);
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
    refused(response, status, type == null ? theirs ? BAD : FAILED : type);
    String message = theirs ? HttpStatus.getMessage(status) : "Internal server error";
    write(response, message(message), callback);
    return true;
  }

  /** Answers a handshake that the gateway, or {@code $connect}, has refused. */
  static void refusal(Exchange exchange, Decision.Refused refused) {
    Response response = exchange.response();
    response.setStatus(refused.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=UTF-8");
    response.getHeaders().add(HeaderOrder.KEEP_ALIVE);
    response.getHeaders().put(REQUEST_ID, refused.requestId());
    String body = refused.status() == HttpStatus.NOT_MODIFIED_304 ? "" : refused.body();
    write(response, body.getBytes(StandardCharsets.UTF_8), exchange.callback());
  }

  static void json(Response response, int status, String body, Callback callback) {
    refused(response, status, null);
    write(response, body.getBytes(StandardCharsets.UTF_8), callback);
  }

  private static void refused(Response response, int status, @Nullable String errorType) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().add(HeaderOrder.KEEP_ALIVE);
    response.getHeaders().put("x-amzn-RequestId", UUID.randomUUID().toString());
    if (errorType != null) {
      response.getHeaders().put("x-amzn-ErrorType", errorType);
    }
    response.getHeaders().put(REQUEST_ID, Identifiers.requestId());
  }

  private static byte[] message(String text) {
    return ("{\"message\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  /** Writes an answer that is complete with its headers. */
  static void write(Response response, HttpResponse answer, Callback callback) {
    response.setStatus(answer.status());
    answer.headers().forEach(header -> response.getHeaders().add(field(header)));
    if (answer.status() == 204) {
      response.write(true, ByteBuffer.allocate(0), callback);
    } else {
      write(response, answer.body(), callback);
    }
  }

  private static HttpField field(HttpRequest.Header header) {
    boolean isKeepAlive = header.equals(HttpResponse.KEEP_ALIVE);
    return isKeepAlive ? HeaderOrder.KEEP_ALIVE : new HttpField(header.name(), header.value());
  }

  private static void write(Response response, byte[] body, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
