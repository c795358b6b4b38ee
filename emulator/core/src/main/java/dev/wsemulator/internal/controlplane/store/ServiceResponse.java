package dev.wsemulator.internal.controlplane.store;

import dev.wsemulator.internal.connection.Identifiers;
import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The response to a successful call.
 *
 * @param status the HTTP status
 * @param document the body
 */
public record ServiceResponse(int status, Document document) {
  /** The answer to a call that removes something. */
  public static final ServiceResponse NOTHING = new ServiceResponse(204, Document.EMPTY);

  public static ServiceResponse ok(Document document) {
    return new ServiceResponse(200, document);
  }

  public static ServiceResponse created(Document document) {
    return new ServiceResponse(201, document);
  }

  public HttpResponse response() {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("x-amzn-RequestId", UUID.randomUUID().toString()));
    headers.add(new Header("x-amz-apigw-id", Identifiers.requestId()));
    if (status == 204) {
      return new HttpResponse(status, headers, new byte[0]);
    }
    headers.add(0, new Header("Content-Type", "application/json"));
    return new HttpResponse(status, headers, document.json());
  }
}
