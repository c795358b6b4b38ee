package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Tells every connected client of each row that came into the table of translations, or left it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Lambda and DynamoDB
 *     streams</a>
 */
public final class TranslationChanges implements RequestHandler<DynamodbEvent, Void> {
  private static final String REMOVED = "ObjectRemoved:Delete";

  private final Supplier<Broadcast> broadcast;
  private final Notifications notifications;
  private final Supplier<URI> endpoint;

  /** Used by Lambda. */
  public TranslationChanges() {
    this(Broadcast::new, AwsClients::presigner, Settings::connectionsEndpoint);
  }

  TranslationChanges(
      Supplier<Broadcast> broadcast, Supplier<S3Presigner> presigner, Supplier<URI> endpoint) {
    this.broadcast = new Lazy<>(broadcast);
    this.notifications = new Notifications(presigner);
    this.endpoint = endpoint;
  }

  @Override
  public Void handleRequest(DynamodbEvent event, Context context) {
    try {
      for (DynamodbStreamRecord record : event.getRecords()) {
        broadcast.get().send(endpoint.get(), notification(record), context.getLogger());
      }
      return null;
    } catch (InterruptedException timeout) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The broadcast was interrupted.", timeout);
    }
  }

  private String notification(DynamodbStreamRecord record) {
    boolean removed = record.getEventName().equals("REMOVE");
    Map<String, AttributeValue> row =
        removed ? record.getDynamodb().getOldImage() : record.getDynamodb().getNewImage();
    return notifications.message(
        removed ? REMOVED : text(row, TranslationsTable.EVENT),
        text(row, TranslationsTable.BUCKET),
        text(row, TranslationsTable.KEY));
  }

  private static String text(Map<String, AttributeValue> row, String attribute) {
    return Objects.requireNonNull(row.get(attribute), attribute).getS();
  }
}
