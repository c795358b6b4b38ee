package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.s3.ObjectEvents.Content;
import dev.wsemulator.internal.aws.s3.ObjectEvents.Occurrence;
import dev.wsemulator.internal.aws.service.AwsJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What EventBridge hears of an object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge
 *     event message structure</a>
 */
final class BridgedObjectEvent {
  private BridgedObjectEvent() {}

  /** Returns the event without what the bus adds. */
  static byte[] of(Occurrence occurrence, @Nullable Content content, String sequencer) {
    boolean isCreated = occurrence.name().startsWith("ObjectCreated");
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("key", occurrence.key());
    if (content != null) {
      object.put("size", content.size());
      object.put("etag", content.eTag());
    }
    object.put("sequencer", sequencer);
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("version", "0");
    detail.put("bucket", Map.of("name", occurrence.bucket()));
    detail.put("object", object);
    detail.put(
        "request-id",
        UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT));
    detail.put("requester", "123456789012");
    detail.put("source-ip-address", "127.0.0.1");
    detail.put("reason", reason(occurrence.name()));
    if (!isCreated) {
      detail.put("deletion-type", "Permanently Deleted");
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("source", "aws.s3");
    event.put("detail-type", isCreated ? "Object Created" : "Object Deleted");
    event.put("resources", List.of(Arn.of("s3", "", "", occurrence.bucket())));
    event.put("detail", detail);
    return AwsJson.write(event);
  }

  /** Returns the operation that has done it. */
  private static String reason(String name) {
    return switch (name.substring(name.indexOf(':') + 1)) {
      case "Put" -> "PutObject";
      case "Copy" -> "CopyObject";
      case "Delete" -> "DeleteObject";
      default -> "CompleteMultipartUpload";
    };
  }
}
