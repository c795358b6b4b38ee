package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A call that waits for messages.
 *
 * @param most how many it takes
 * @param visibility how long they are invisible; empty for the queue's timeout
 * @param answer what it waits for
 * @param end ends the wait; empty if it has no end
 */
record Waiting(
    int most,
    Optional<Duration> visibility,
    CompletableFuture<List<Waiting.Received>> answer,
    Optional<TimeSource.Timer> end) {

  /**
   * A message that was received.
   *
   * @param message the message
   * @param handle the receipt handle
   * @param system what SQS says of it
   */
  record Received(StoredMessage message, String handle, Map<String, String> system) {}

  /** Answers with messages; returns whether somebody still wants them. */
  boolean complete(List<Received> messages) {
    end.ifPresent(TimeSource.Timer::cancel);
    return answer.complete(messages);
  }
}
