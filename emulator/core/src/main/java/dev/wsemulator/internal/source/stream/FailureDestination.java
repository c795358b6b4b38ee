package dev.wsemulator.internal.source.stream;

import java.util.concurrent.CompletionStage;

/** Where a mapping sends word of abandoned records. Thread-safe. */
@FunctionalInterface
public interface FailureDestination {
  /**
   * Sends a text to a queue or a topic.
   *
   * @param targetArn its ARN
   * @param body the text, which is JSON
   * @return completes when the target has it, and exceptionally, with the reason, if it has not
   */
  CompletionStage<Void> deliver(String targetArn, String body);
}
