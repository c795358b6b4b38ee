package dev.wsemulator.internal.transport.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Errors in the protocol that the caller's AWS SDK speaks, so that it throws an exception with
 * their message. SDKs do not retry them, unless their status is a server's.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/index.html">AWS protocols</a>
 */
public final class ServiceErrors {
  private static final String CODE = "NotEmulatedException";

  /** The services whose paths name resources and whose documents are XML. */
  private static final Set<String> REST_XML =
      Set.of("cloudfront", "route53", "s3-control", "s3-outposts");

  private ServiceErrors() {}

  private enum Protocol {
    CBOR,
    JSON,
    QUERY,
    EC2,
    S3,
    REST_XML,
    REST_JSON
  }

  /** Returns the answer to a call of a service that is not emulated; no SDK sends it again. */
  public static HttpResponse notEmulated(String message, HttpRequest head, String service) {
    return of(400, message, head, service);
  }

  /**
   * Returns an error.
   *
   * @param message for the caller's author
   * @param head the request, whose headers tell the protocol
   * @param service the service, as in host names
   */
  static HttpResponse of(int status, String message, HttpRequest head, String service) {
    String requestId = UUID.randomUUID().toString();
    String code = service.equals("execute-api") ? "ForbiddenException" : CODE;
    return switch (protocol(head, service)) {
      case CBOR ->
          new HttpResponse(
              status,
              headers("application/cbor", code, requestId, "smithy-protocol", "rpc-v2-cbor"),
              cbor(code, message));
      case JSON -> text(status, "application/x-amz-json-1.1", code, requestId, json(code, message));
      case REST_JSON -> text(status, "application/json", code, requestId, json(code, message));
      case QUERY, REST_XML ->
          xml(
              status,
              requestId,
              "<ErrorResponse><Error><Type>Sender</Type>%s</Error><RequestId>%s</RequestId></ErrorResponse>"
                  .formatted(error(message), requestId));
      case EC2 ->
          xml(
              status,
              requestId,
              "<Response><Errors><Error>%s</Error></Errors><RequestID>%s</RequestID></Response>"
                  .formatted(error(message), requestId));
      case S3 ->
          xml(
              status,
              requestId,
              "<Error>%s<RequestId>%s</RequestId></Error>".formatted(error(message), requestId));
    };
  }

  private static Protocol protocol(HttpRequest head, String service) {
    String type = head.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (head.header("smithy-protocol").filter("rpc-v2-cbor"::equals).isPresent()) {
      return Protocol.CBOR;
    }
    if (head.header("X-Amz-Target").isPresent() || type.startsWith("application/x-amz-json-")) {
      return Protocol.JSON;
    }
    if (service.equals("ec2")) {
      return Protocol.EC2;
    }
    if (service.equals("s3")) {
      return Protocol.S3;
    }
    boolean isQuery =
        type.startsWith("application/x-www-form-urlencoded") || head.rawQuery().contains("Action=");
    return isQuery
        ? Protocol.QUERY
        : REST_XML.contains(service) ? Protocol.REST_XML : Protocol.REST_JSON;
  }

  private static String json(String code, String message) {
    return "{\"__type\":\"%s\",\"message\":%s}".formatted(code, JsonText.quoted(message));
  }

  private static String error(String message) {
    return "<Code>%s</Code><Message>%s</Message>".formatted(CODE, escaped(message));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static HttpResponse xml(int status, String requestId, String body) {
    String declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body;
    return text(status, "text/xml", CODE, requestId, declared);
  }

  private static HttpResponse text(
      int status, String type, String code, String requestId, String body) {
    return new HttpResponse(
        status,
        headers(type, code, requestId, "x-amz-request-id", requestId),
        body.getBytes(UTF_8));
  }

  private static List<HttpRequest.Header> headers(
      String type, String code, String requestId, String name, String value) {
    return List.of(
        new HttpRequest.Header("Content-Type", type),
        new HttpRequest.Header("x-amzn-RequestId", requestId),
        new HttpRequest.Header("x-amzn-ErrorType", code),
        new HttpRequest.Header(name, value));
  }

  /**
   * Returns a map of two texts.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8949#section-3">RFC 8949: CBOR</a>
   */
  private static byte[] cbor(String code, String message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xa2);
    for (String text : List.of("__type", code, "message", message)) {
      byte[] bytes = text.getBytes(UTF_8);
      out.write(0x79); // a text whose length has two bytes
      out.write(bytes.length >> 8);
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }
}
