package dev.wsemulator.translator;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Makes the messages about translations that were put into the bucket, with a link to open them, or
 * were removed. This class is thread-safe.
 */
final class Notifications {
  static final Duration VALIDITY = Duration.ofHours(1);

  private final Supplier<S3Presigner> presigner;

  Notifications(Supplier<S3Presigner> presigner) {
    this.presigner = new Lazy<>(presigner);
  }

  /**
   * Returns the message.
   *
   * @param event the event's name, such as {@code ObjectCreated:Put}
   */
  String message(String event, String bucket, String key) {
    boolean created = event.startsWith("ObjectCreated");
    Map<String, Object> message = Messages.ofType("notification");
    message.put("event", event);
    message.put("bucket", bucket);
    message.put("key", key);
    message.put("message", Keys.fileName(key) + (created ? " is ready." : " was removed."));
    if (created) {
      message.put("url", url(bucket, key));
    }
    return Json.text(message);
  }

  private String url(String bucket, String key) {
    return presigner
        .get()
        .presignGetObject(
            presign ->
                presign
                    .signatureDuration(VALIDITY)
                    .getObjectRequest(get -> get.bucket(bucket).key(key)))
        .url()
        .toString();
  }
}
