package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Tells every connected client that a translation was put into the bucket, with a link to open it,
 * or was removed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
public final class BucketPutNotification implements RequestHandler<S3Event, Void> {
  private final Supplier<Broadcast> broadcast;
  private final Notifications notifications;
  private final Supplier<URI> endpoint;

  /** Used by Lambda. */
  public BucketPutNotification() {
    this(Broadcast::new, AwsClients::presigner, Settings::connectionsEndpoint);
  }

  BucketPutNotification(
      Supplier<Broadcast> broadcast, Supplier<S3Presigner> presigner, Supplier<URI> endpoint) {
    this.broadcast = new Lazy<>(broadcast);
    this.notifications = new Notifications(presigner);
    this.endpoint = endpoint;
  }

  @Override
  public Void handleRequest(S3Event event, Context context) {
    try {
      for (S3EventNotificationRecord record : event.getRecords()) {
        broadcast.get().send(endpoint.get(), notification(record), context.getLogger());
      }
      return null;
    } catch (InterruptedException timeout) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The broadcast was interrupted.", timeout);
    }
  }

  private String notification(S3EventNotificationRecord record) {
    return notifications.message(
        record.getEventName(),
        record.getS3().getBucket().getName(),
        record.getS3().getObject().getUrlDecodedKey());
  }
}
