package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.translate.model.TranslateException;

/**
 * The worker: does the jobs that {@link Translate} leaves in the bucket. A job ends with its
 * translation in the bucket, or with an error message to the client that asked for it; in both
 * cases it is removed, so that no job is done again.
 */
public final class TranslateDocument implements RequestHandler<S3Event, Void> {
  private static final Retry.Patience PATIENCE =
      new Retry.Patience(8, Duration.ofMillis(500), Duration.ofSeconds(20));

  /** The services that the worker uses. */
  record Services(
      Supplier<S3Client> s3, Supplier<DocumentTranslation> translation, Clients clients) {}

  private final Services services;
  private final Supplier<URI> endpoint;

  /** Used by Lambda. */
  public TranslateDocument() {
    this(
        new Services(
            new Lazy<>(AwsClients::s3),
            new Lazy<>(() -> new DocumentTranslation(AwsClients.translate(), new Retry(PATIENCE))),
            new Clients()),
        Settings::connectionsEndpoint);
  }

  TranslateDocument(Services services, Supplier<URI> endpoint) {
    this.services = services;
    this.endpoint = endpoint;
  }

  @Override
  public Void handleRequest(S3Event event, Context context) {
    try {
      for (S3EventNotificationRecord record : event.getRecords()) {
        String bucket = record.getS3().getBucket().getName();
        work(bucket, record.getS3().getObject().getUrlDecodedKey(), context);
      }
      return null;
    } catch (InterruptedException timeout) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The translation was interrupted.", timeout);
    }
  }

  /** Does one job, if it is still there. */
  void work(String bucket, String jobKey, Context context) throws InterruptedException {
    Optional<TranslationJob> job = job(bucket, jobKey);
    if (job.isEmpty()) {
      context.getLogger().log("There is no job " + jobKey + ": it is done, or not a job.\n");
      return;
    }
    try {
      translate(bucket, job.get(), context);
      context.getLogger().log("Wrote " + job.get().translationKey() + ".\n");
    } catch (RuntimeException failure) {
      context.getLogger().log("ERROR Job " + jobKey + " failed: " + failure + "\n");
      tell(job.get(), failure, context);
    }
    services.s3().get().deleteObject(delete -> delete.bucket(bucket).key(jobKey));
  }

  /** S3 may deliver a notification twice; the second time the job may be gone. */
  private Optional<TranslationJob> job(String bucket, String jobKey) {
    try {
      return TranslationJob.parse(new String(read(bucket, jobKey), StandardCharsets.UTF_8));
    } catch (NoSuchKeyException done) {
      return Optional.empty();
    }
  }

  private void translate(String bucket, TranslationJob job, Context context)
      throws InterruptedException {
    String document = decode(read(bucket, job.key()));
    String translated =
        services.translation().get().translate(document, job, context::getRemainingTimeInMillis);
    services
        .s3()
        .get()
        .putObject(
            put ->
                put.bucket(bucket)
                    .key(job.translationKey())
                    .contentType("text/plain; charset=utf-8"),
            RequestBody.fromString(translated, StandardCharsets.UTF_8));
  }

  private byte[] read(String bucket, String key) {
    return services
        .s3()
        .get()
        .getObjectAsBytes(get -> get.bucket(bucket).key(key))
        .asByteArrayUnsafe();
  }

  private static String decode(byte[] document) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    } catch (CharacterCodingException notText) {
      throw new InvalidRequestException("The document is not a text in UTF-8.");
    }
  }

  /** The client may have left meanwhile: that it cannot be told does not fail the job again. */
  private void tell(TranslationJob job, RuntimeException failure, Context context)
      throws InterruptedException {
    try {
      String message = Messages.error(explain(failure), job.key());
      services.clients().post(endpoint.get(), job.connectionId(), message);
    } catch (RuntimeException unreachable) {
      context.getLogger().log("The client could not be told: " + unreachable + "\n");
    }
  }

  private static String explain(RuntimeException failure) {
    if (failure instanceof InvalidRequestException) {
      return failure.getMessage();
    }
    if (failure instanceof NoSuchKeyException) {
      return "The document is not in the bucket. Upload it before you ask for its translation.";
    }
    if (failure instanceof TranslateException answer && answer.awsErrorDetails() != null) {
      return "The document was not translated: " + answer.awsErrorDetails().errorMessage();
    }
    return "The document was not translated because of an internal error. Try again later.";
  }
}
