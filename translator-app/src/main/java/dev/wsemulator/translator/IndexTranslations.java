package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import java.util.function.Supplier;

/** Keeps a row for each translation in the bucket; the table's stream tells of the changes. */
public final class IndexTranslations implements RequestHandler<S3Event, Void> {
  private final Supplier<TranslationsTable> translations;

  /** Used by Lambda. */
  public IndexTranslations() {
    this(() -> new TranslationsTable(AwsClients.dynamoDb(), Settings.translationsTableName()));
  }

  IndexTranslations(Supplier<TranslationsTable> translations) {
    this.translations = new Lazy<>(translations);
  }

  @Override
  public Void handleRequest(S3Event event, Context context) {
    for (S3EventNotificationRecord record : event.getRecords()) {
      String key = record.getS3().getObject().getUrlDecodedKey();
      if (record.getEventName().startsWith("ObjectCreated")) {
        String bucket = record.getS3().getBucket().getName();
        translations.get().add(bucket, key, record.getEventName());
      } else {
        translations.get().remove(key);
      }
    }
    return null;
  }
}
