package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a consumer names a message by that it has received. Immutable.
 *
 * @param queueName the queue
 * @param messageId the message
 * @param receives how often the message had been received by then
 */
record Receipt(String queueName, String messageId, int receives) {
  private static final String BEGIN = "AQEB";

  String handle() {
    String text = queueName + "/" + messageId + "/" + receives;
    return BEGIN + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a handle of a queue. */
  static Receipt parse(String handle, String queueName) {
    try {
      String text = handle.startsWith(BEGIN) ? handle.substring(BEGIN.length()) : "";
      String[] parts =
          new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).split("/", -1);
      if (parts.length == 3 && parts[0].equals(queueName)) {
        return new Receipt(queueName, parts[1], Integer.parseInt(parts[2]));
      }
    } catch (IllegalArgumentException e) {
      // refused as any other text
    }
    throw SqsException.receipt(handle);
  }
}
