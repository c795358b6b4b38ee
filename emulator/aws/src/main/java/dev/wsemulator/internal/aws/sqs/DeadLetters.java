package dev.wsemulator.internal.aws.sqs;

import java.util.List;

/** Takes what a queue gives up: messages that were received too often, or are too old. */
interface DeadLetters {
  /** Returns whether a queue can take messages. */
  boolean canTake(String targetArn);

  /** Takes messages that have been received too often. */
  void take(MessageQueue from, String targetArn, List<StoredMessage> messages);

  /** Hears of messages that have expired. */
  void expired(MessageQueue from, int count);
}
