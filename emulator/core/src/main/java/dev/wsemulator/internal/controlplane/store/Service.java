package dev.wsemulator.internal.controlplane.store;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The service of a call and its protocol: services with one path for all calls are distinguished by
 * the scope of the signature.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">The query protocol</a>
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">The JSON
 *     protocol</a>
 */
public enum Service {
  /** API Gateway and Lambda, whose calls are distinguished by their paths. */
  REST(""),
  IAM("https://iam.amazonaws.com/doc/2010-05-08/"),
  STS("https://sts.amazonaws.com/doc/2011-06-15/"),
  LOGS("");

  private static final List<Service> WITHOUT_PATHS = List.of(IAM, STS, LOGS);

  private final String namespace;

  Service(String namespace) {
    this.namespace = namespace;
  }

  /** Returns what a call to a path with a signature is for. */
  public static Service of(String path, String authorization) {
    if (path.equals("/")) {
      for (Service service : WITHOUT_PATHS) {
        String name = service.name().toLowerCase(Locale.ROOT);
        if (authorization.contains("/" + name + "/aws4_request")) {
          return service;
        }
      }
    }
    return REST;
  }

  public static Service of(HttpRequest request) {
    return of(request.rawPath(), request.header("Authorization").orElse(""));
  }

  public HttpResponse response(ServiceResponse answer) {
    return switch (this) {
      case REST -> answer.response();
      case LOGS -> json(answer.status(), answer.document());
      default -> xml(answer.status(), answer.document());
    };
  }

  public HttpResponse response(ServiceException exception) {
    Document error =
        Document.EMPTY
            .with("Type", exception.status() < 500 ? "Sender" : "Receiver")
            .with("Code", exception.type())
            .with("Message", exception.getMessage());
    return switch (this) {
      case REST -> exception.answer();
      case LOGS ->
          json(
              exception.status(),
              Document.EMPTY
                  .with("__type", exception.type())
                  .with("message", exception.getMessage()));
      default ->
          xml(
              exception.status(),
              new Document(
                  Map.of(
                      "ErrorResponse",
                      Document.EMPTY
                          .with("Error", error.members())
                          .with("RequestId", UUID.randomUUID().toString())
                          .members())));
    };
  }

  private static HttpResponse json(int status, Document document) {
    return response(status, "application/x-amz-json-1.1", document.json());
  }

  private HttpResponse xml(int status, Document document) {
    return response(status, "text/xml", Xml.of(namespace, document));
  }

  private static HttpResponse response(int status, String contentType, byte[] body) {
    return new HttpResponse(
        status,
        List.of(
            new HttpRequest.Header("Content-Type", contentType),
            new HttpRequest.Header("x-amzn-RequestId", UUID.randomUUID().toString())),
        body);
  }
}
