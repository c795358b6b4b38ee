package dev.wsemulator.stack;

import java.util.List;
import java.util.Map;

/**
 * An SNS topic with its subscriptions. Immutable.
 *
 * @param topicName its name; that of a FIFO topic ends with {@code .fifo}
 * @param attributes its attributes as SNS names them, such as {@code ContentBasedDeduplication}
 * @param subscriptions who hears of its messages
 */
public record Topic(
    String topicName, Map<String, String> attributes, List<Subscription> subscriptions) {
  /** Copies the collections. */
  public Topic {
    attributes = Map.copyOf(attributes);
    subscriptions = List.copyOf(subscriptions);
  }

  /**
   * A subscription of a topic.
   *
   * @param protocol {@code lambda}, {@code sqs}, or another that has no effect here
   * @param endpoint the ARN of the function or of the queue
   * @param attributes its attributes as SNS names them, such as {@code FilterPolicy} (as JSON) and
   *     {@code RawMessageDelivery}
   * @see <a
   *     href="https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html">SetSubscriptionAttributes</a>
   */
  public record Subscription(String protocol, String endpoint, Map<String, String> attributes) {
    /** Copies the attributes. */
    public Subscription {
      attributes = Map.copyOf(attributes);
    }
  }
}
