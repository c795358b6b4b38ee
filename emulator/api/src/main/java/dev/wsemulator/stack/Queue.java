package dev.wsemulator.stack;

import java.util.Map;

/**
 * An SQS queue. Immutable.
 *
 * @param queueName its name; that of a FIFO queue ends with {@code .fifo}
 * @param attributes its attributes as SQS names them, such as {@code VisibilityTimeout}, {@code
 *     RedrivePolicy} (as JSON) and {@code FifoQueue}; those that are not here have their defaults
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">SetQueueAttributes</a>
 */
public record Queue(String queueName, Map<String, String> attributes) {
  /** Copies the attributes. */
  public Queue {
    attributes = Map.copyOf(attributes);
  }

  /** Returns whether messages keep their order within a group. */
  public boolean isFifo() {
    return queueName.endsWith(".fifo");
  }
}
