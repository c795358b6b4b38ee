package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells functions, queues, topics and EventBridge of object events, as their buckets' notifications
 * say. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
final class ObjectEvents {
  private static final DateTimeFormatter EVENT_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String OWNER = "A3NL1KOZZKExample";

  private final NotificationSender sender;
  private volatile Stack stack;
  private final AtomicLong sequence =
      new AtomicLong(TimeSource.system().now().toEpochMilli() << 20);

  private final TimeSource clock;

  ObjectEvents(Stack stack, NotificationSender sender, TimeSource clock) {
    this.stack = stack;
    this.sender = sender;
    this.clock = clock;
  }

  /** Goes by the notifications of another stack from now on. */
  void update(Stack now) {
    stack = now;
  }

  /**
   * What happened to an object.
   *
   * @param name for example {@code ObjectCreated:Put}
   * @param bucket the bucket
   * @param key the key
   * @param principal who did it
   */
  record Occurrence(String name, String bucket, String key, String principal) {}

  /**
   * The state of an object that is there.
   *
   * @param size in bytes
   * @param eTag its tag, without quotes
   */
  record Content(long size, String eTag) {}

  /** Returns whether a notification wants to hear of it. */
  boolean isWanted(Occurrence occurrence) {
    return notifications(occurrence.bucket()).stream().anyMatch(n -> matches(n, occurrence));
  }

  /** Sends it to all that want to hear of it. */
  void announce(Occurrence occurrence, @Nullable Content content) {
    String sequencer = "%018X".formatted(sequence.incrementAndGet());
    for (Bucket.Notification notification : notifications(occurrence.bucket())) {
      if (matches(notification, occurrence) && notification.isToEventBridge()) {
        sender.send(
            occurrence.bucket(),
            Arn.of("events", stack.region(), stack.accountId(), "event-bus/default"),
            BridgedObjectEvent.of(occurrence, content, sequencer));
      } else if (matches(notification, occurrence)) {
        Map<String, Object> event = event(occurrence);
        event.put("s3", s3(notification, occurrence, object(occurrence, content, sequencer)));
        sender.send(
            occurrence.bucket(),
            notification.isToFunction()
                ? Arn.ofFunction(stack.region(), stack.accountId(), notification.target())
                : notification.target(),
            AwsJson.write(Map.of("Records", List.of(event))));
      }
    }
  }

  private static boolean matches(Bucket.Notification notification, Occurrence occurrence) {
    return occurrence.key().startsWith(notification.filter().prefix())
        && occurrence.key().endsWith(notification.filter().suffix())
        && notification.filter().events().stream()
            .anyMatch(type -> matches(type, occurrence.name()));
  }

  private static boolean matches(String type, String name) {
    String wanted = type.startsWith("s3:") ? type.substring("s3:".length()) : type;
    return wanted.endsWith("*")
        ? name.startsWith(wanted.substring(0, wanted.length() - 1))
        : name.equals(wanted);
  }

  private List<Bucket.Notification> notifications(String bucketName) {
    return stack.buckets().stream()
        .filter(bucket -> bucket.bucketName().equals(bucketName))
        .flatMap(bucket -> bucket.notifications().stream())
        .toList();
  }

  private Map<String, Object> event(Occurrence occurrence) {
    Instant now = clock.now();
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("x-amz-request-id", requestId());
    response.put("x-amz-id-2", requestId() + "/" + requestId());
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("eventVersion", "2.1");
    event.put("eventSource", "aws:s3");
    event.put("awsRegion", stack.region());
    event.put("eventTime", EVENT_TIME.format(now));
    event.put("eventName", occurrence.name());
    event.put("userIdentity", Map.of("principalId", occurrence.principal()));
    event.put("requestParameters", Map.of("sourceIPAddress", "127.0.0.1"));
    event.put("responseElements", response);
    return event;
  }

  private static Map<String, Object> s3(
      Bucket.Notification notification, Occurrence occurrence, Map<String, Object> object) {
    Map<String, Object> bucket = new LinkedHashMap<>();
    bucket.put("name", occurrence.bucket());
    bucket.put("ownerIdentity", Map.of("principalId", OWNER));
    bucket.put("arn", Arn.of("s3", "", "", occurrence.bucket()));
    Map<String, Object> s3 = new LinkedHashMap<>();
    s3.put("s3SchemaVersion", "1.0");
    s3.put("configurationId", notification.id());
    s3.put("bucket", bucket);
    s3.put("object", object);
    return s3;
  }

  private static Map<String, Object> object(
      Occurrence occurrence, @Nullable Content content, String sequencer) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(
        "key", URLEncoder.encode(occurrence.key(), StandardCharsets.UTF_8).replace("%2F", "/"));
    if (content != null) {
      object.put("size", content.size());
      object.put("eTag", content.eTag());
    }
    object.put("sequencer", sequencer);
    return object;
  }

  private static String requestId() {
    return UUID.randomUUID()
        .toString()
        .replace("-", "")
        .substring(0, 16)
        .toUpperCase(java.util.Locale.ROOT);
  }
}
