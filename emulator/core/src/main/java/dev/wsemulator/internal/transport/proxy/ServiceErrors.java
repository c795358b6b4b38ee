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
  private static final String NOT_EMULATED = "NotEmulatedException";
  private static final String NOT_FORWARDED = "NotForwardedException";

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
    String code = service.equals("execute-api") ? "ForbiddenException" : NOT_EMULATED;
    return of(new Failure(400, code, message), head, service);
  }

  /**
   * Returns the answer to a call that could not be passed on.
   *
   * @param status the status
   * @param message for the caller's author
   * @param head the request, whose headers tell the protocol
   * @param service the service, as in host names
   */
  static HttpResponse notForwarded(int status, String message, HttpRequest head, String service) {
    return of(new Failure(status, NOT_FORWARDED, message), head, service);
  }

  private static HttpResponse of(Failure failure, HttpRequest head, String service) {
    return switch (protocol(head, service)) {
      case CBOR ->
          failure.response("application/cbor", failure.cbor(), "smithy-protocol", "rpc-v2-cbor");
      case JSON -> failure.text("application/x-amz-json-1.1", failure.json());
      case REST_JSON -> failure.text("application/json", failure.json());
      case QUERY, REST_XML ->
          failure.xml(
              "<ErrorResponse><Error><Type>Sender</Type>%s</Error><RequestId>%s</RequestId></ErrorResponse>");
      case EC2 ->
          failure.xml(
              "<Response><Errors><Error>%s</Error></Errors><RequestID>%s</RequestID></Response>");
      case S3 -> failure.xml("<Error>%s<RequestId>%s</RequestId></Error>");
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

  /** What has failed, in each format. */
  private record Failure(int status, String code, String message, String requestId) {
    Failure(int status, String code, String message) {
      this(status, code, message, UUID.randomUUID().toString());
    }

    String json() {
      return "{\"__type\":\"%s\",\"message\":%s}".formatted(code, JsonText.quoted(message));
    }

    /** Fills a document with the error and the request's id. */
    HttpResponse xml(String document) {
      String escaped = message.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      String error = "<Code>%s</Code><Message>%s</Message>".formatted(code, escaped);
      return text(
          "text/xml",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document.formatted(error, requestId));
    }

    HttpResponse text(String contentType, String body) {
      return response(contentType, body.getBytes(UTF_8), "x-amz-request-id", requestId);
    }

    HttpResponse response(String contentType, byte[] body, String name, String value) {
      return new HttpResponse(
          status,
          List.of(
              new HttpRequest.Header("Content-Type", contentType),
              new HttpRequest.Header("x-amzn-RequestId", requestId),
              new HttpRequest.Header("x-amzn-ErrorType", code),
              new HttpRequest.Header(name, value)),
          body);
    }

    /**
     * Returns a map of two texts.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8949#section-3">RFC 8949: CBOR</a>
     */
    byte[] cbor() {
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
}
