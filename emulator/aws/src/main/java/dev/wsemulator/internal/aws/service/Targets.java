package dev.wsemulator.internal.aws.service;

import java.util.concurrent.CompletionStage;

/** Takes messages that one service has for another, or for a function. Thread-safe. */
@FunctionalInterface
public interface Targets {
  /**
   * Delivers a message.
   *
   * @param targetArn the ARN of a queue, a topic, an event bus or a function
   * @param delivery the message
   * @return completes when the target has it, and exceptionally, with the reason, if it has not
   */
  CompletionStage<Void> deliver(String targetArn, TargetMessage delivery);
}
