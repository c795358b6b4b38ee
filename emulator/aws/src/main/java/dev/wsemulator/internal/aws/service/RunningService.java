package dev.wsemulator.internal.aws.service;

import dev.wsemulator.stack.Stack;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A service that has been started or provisioned. */
@FunctionalInterface
public interface RunningService extends AutoCloseable {

  /**
   * Provisions the new resources of a stack.
   *
   * @return what stays as it was, and what to do about it; a sentence each
   */
  List<String> update(Stack before, Stack now);

  /**
   * Takes a message that another service has for it. Must not block.
   *
   * @param targetArn the ARN of one of its queues, topics or event buses
   * @return completes when it has the message, and exceptionally, with the reason, if it has not
   */
  default CompletionStage<Void> receive(String targetArn, TargetMessage delivery) {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException("Nothing can be sent to " + targetArn + " here."));
  }

  /** Ends what the emulator does for the service; its resources at an endpoint stay. */
  @Override
  default void close() {}
}
