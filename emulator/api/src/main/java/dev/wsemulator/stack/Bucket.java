package dev.wsemulator.stack;

import java.util.List;

/**
 * An S3 bucket. Immutable.
 *
 * @param bucketName its name
 * @param notifications which functions hear of its objects
 * @param cors its CORS rules
 */
public record Bucket(String bucketName, List<Notification> notifications, List<CorsRule> cors) {
  /** Copies the lists. */
  public Bucket {
    notifications = List.copyOf(notifications);
    cors = List.copyOf(cors);
  }

  /**
   * A bucket notification.
   *
   * @param id the configuration's id, as events name it
   * @param target the name of the function to invoke, the ARN of a queue or a topic, or {@link
   *     #EVENT_BRIDGE}
   * @param filter which events of which objects it is sent
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html">S3
   *     event notifications</a>
   */
  public record Notification(String id, String target, Filter filter) {
    /** The target that is EventBridge's default bus. */
    public static final String EVENT_BRIDGE = "arn:aws:events:::event-bus/default";

    /** Returns whether a function is notified. */
    public boolean isToFunction() {
      return !target.startsWith("arn:");
    }

    /** Returns whether EventBridge is notified. */
    public boolean isToEventBridge() {
      return target.equals(EVENT_BRIDGE);
    }

    /**
     * Which events of which objects are sent.
     *
     * @param events for example {@code s3:ObjectCreated:*}
     * @param prefix what keys must begin with; may be empty
     * @param suffix what keys must end with; may be empty
     */
    public record Filter(List<String> events, String prefix, String suffix) {
      /** All events of all objects. */
      public static final Filter EVERYTHING = new Filter(List.of("s3:*"), "", "");

      /** Copies the events. */
      public Filter {
        events = List.copyOf(events);
      }
    }
  }

  /**
   * A CORS rule of a bucket.
   *
   * @param allowedOrigins for example {@code *}
   * @param allowedMethods for example {@code PUT}
   * @param headers the headers that it names
   */
  public record CorsRule(
      List<String> allowedOrigins, List<String> allowedMethods, Headers headers) {
    /** Copies the lists. */
    public CorsRule {
      allowedOrigins = List.copyOf(allowedOrigins);
      allowedMethods = List.copyOf(allowedMethods);
    }

    /**
     * The headers that a rule names.
     *
     * @param allowed headers of requests, for example {@code *}
     * @param exposed headers of answers, for example {@code ETag}
     */
    public record Headers(List<String> allowed, List<String> exposed) {
      /** Copies the lists. */
      public Headers {
        allowed = List.copyOf(allowed);
        exposed = List.copyOf(exposed);
      }
    }
  }
}
