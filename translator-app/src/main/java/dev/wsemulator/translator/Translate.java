package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * {@code translate}: checks the request, leaves a job in the bucket and answers at once. {@link
 * TranslateDocument} does the work: it may take longer than the 29 seconds that API Gateway waits
 * for an integration.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     for WebSocket APIs</a>
 */
public final class Translate
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final Supplier<S3Client> s3;
  private final Supplier<String> bucket;

  /** Used by Lambda. */
  public Translate() {
    this(AwsClients::s3, Settings::bucketName);
  }

  Translate(Supplier<S3Client> s3, Supplier<String> bucket) {
    this.s3 = new Lazy<>(s3);
    this.bucket = bucket;
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    try {
      TranslationRequest request = TranslationRequest.parse(event.getBody());
      return Messages.answer(
          Messages.accepted(accept(request, event.getRequestContext().getConnectionId())));
    } catch (InvalidRequestException refused) {
      return Messages.answer(refusal(refused, event.getBody()));
    }
  }

  private TranslationJob accept(TranslationRequest request, String connectionId) {
    String id = UUID.randomUUID().toString();
    TranslationJob job = TranslationJob.of(id, request, connectionId);
    s3.get()
        .putObject(
            put -> put.bucket(bucket.get()).key(Keys.job(id)).contentType("application/json"),
            RequestBody.fromString(job.json()));
    return job;
  }

  private static String refusal(InvalidRequestException refused, String body) {
    return Json.object(body)
        .flatMap(fields -> Json.field(fields, "key"))
        .map(key -> Messages.error(refused.getMessage(), key))
        .orElseGet(() -> Messages.error(refused.getMessage()));
  }
}
