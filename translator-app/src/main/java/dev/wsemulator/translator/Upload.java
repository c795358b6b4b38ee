package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * {@code upload}: answers with a URL to PUT one document to, and the key it will have.
 *
 * <p>The content type is part of the answer but not of the signature: a browser that spells it
 * differently is not turned away.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/PresignedUrlUploadObject.html">Uploading
 *     objects with presigned URLs</a>
 */
public final class Upload
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  static final Duration VALIDITY = Duration.ofMinutes(15);

  private final Supplier<S3Presigner> presigner;
  private final Supplier<String> bucket;

  /** Used by Lambda. */
  public Upload() {
    this(AwsClients::presigner, Settings::bucketName);
  }

  Upload(Supplier<S3Presigner> presigner, Supplier<String> bucket) {
    this.presigner = new Lazy<>(presigner);
    this.bucket = bucket;
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    Map<String, Object> message = Json.object(event.getBody()).orElse(Map.of());
    Optional<String> fileName = Json.field(message, "fileName");
    return Messages.answer(
        fileName
            .map(this::invitation)
            .orElseGet(() -> Messages.error("The field fileName is missing or not a text.")));
  }

  private String invitation(String fileName) {
    String key = Keys.upload(UUID.randomUUID().toString(), fileName);
    String url =
        presigner
            .get()
            .presignPutObject(
                presign ->
                    presign
                        .signatureDuration(VALIDITY)
                        .putObjectRequest(put -> put.bucket(bucket.get()).key(key)))
            .url()
            .toString();
    return Messages.upload(fileName, key, url);
  }
}
