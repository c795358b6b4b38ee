package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.Map;
import java.util.Optional;

/** {@code upload}: answers with a URL to PUT one document to, and the key it will have. */
public final class Upload
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final UploadLinks links;

  /** Used by Lambda. */
  public Upload() {
    this(new UploadLinks());
  }

  Upload(UploadLinks links) {
    this.links = links;
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    Map<String, Object> message = Json.object(event.getBody()).orElse(Map.of());
    Optional<String> fileName = Json.field(message, "fileName");
    return Messages.answer(
        fileName
            .map(links::message)
            .orElseGet(() -> Messages.error("The field fileName is missing or not a text.")));
  }
}
