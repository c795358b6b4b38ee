package dev.wsemulator.internal.source.queue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A queue, as a consumer sees it. Thread-safe; none of the methods blocks. */
public interface MessageFeed extends AutoCloseable {

  /**
   * Receives messages, which are invisible to others from then on for the queue's visibility
   * timeout.
   *
   * @param most how many, 1 to 10
   * @param wait how long to wait for the first one; empty for as long as it takes
   * @return the messages; none when the time is over, or the feed is closed; never exceptionally
   */
  CompletionStage<List<QueueMessage>> receive(int most, Optional<Duration> wait);

  /** Deletes messages that have been received. */
  void delete(List<QueueMessage> messages);

  /** Makes messages visible again at once, as if they had not been received. */
  void release(List<QueueMessage> messages);

  /** Makes messages that have been received visible again at once. */
  void repeat(List<QueueMessage> messages);

  /** Keeps messages invisible for so much longer than their queue's visibility timeout from now. */
  void hide(List<QueueMessage> messages, Duration longer);

  /** Ends what waits, with no messages. */
  @Override
  void close();
}
