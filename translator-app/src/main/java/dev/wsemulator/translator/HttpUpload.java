package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /uploads} of the HTTP API: answers with a URL to PUT one document to, and the key it
 * will have.
 */
public final class HttpUpload
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final UploadLinks links;

  /** Used by Lambda. */
  public HttpUpload() {
    this(new UploadLinks());
  }

  HttpUpload(UploadLinks links) {
    this.links = links;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    Map<String, Object> message = Json.object(event.getBody()).orElse(Map.of());
    Optional<String> fileName = Json.field(message, "fileName");
    return fileName
        .map(name -> answer(200, links.message(name)))
        .orElseGet(
            () -> answer(400, Messages.error("The field fileName is missing or not a text.")));
  }

  private static APIGatewayV2HTTPResponse answer(int status, String body) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(Map.of("content-type", "application/json"))
        .withBody(body)
        .build();
  }
}
