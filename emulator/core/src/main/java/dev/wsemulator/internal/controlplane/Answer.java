package dev.wsemulator.internal.controlplane;

import dev.wsemulator.internal.connection.Identifiers;
import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a call is answered if it is done.
 *
 * @param status the HTTP status
 * @param document the body
 */
record Answer(int status, Document document) {
  /** The answer to a call that removes something. */
  static final Answer NOTHING = new Answer(204, Document.EMPTY);

  static Answer ok(Document document) {
    return new Answer(200, document);
  }

  static Answer created(Document document) {
    return new Answer(201, document);
  }

  HttpResponse response() {
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
