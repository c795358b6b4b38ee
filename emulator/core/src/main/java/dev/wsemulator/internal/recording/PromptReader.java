package dev.wsemulator.internal.recording;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Subscription;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Hands lines to a reader one by one as they come, on a thread of its own: a caller who waits for a
 * line has it at once, at the cost of a wake for each. Thread-safe.
 */
final class PromptReader implements Subscription {
  private static final Duration ALWAYS = Duration.ofDays(365);
  private static final long PATIENCE_MILLIS = 5_000;

  private final StepQueue steps;
  private final Consumer<String> reader;
  private final Thread thread = new Thread(this::read, "wsemulator-recording");

  /** Creates one that has not begun. */
  PromptReader(StepQueue steps, Consumer<String> reader) {
    this.steps = steps;
    this.reader = reader;
  }

  /** Begins to read; returns this. */
  PromptReader begin() {
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  private void read() {
    long next = 0;
    boolean isLast = false;
    try {
      while (!isLast) {
        steps.await(next, ALWAYS);
        isLast = steps.isEnded();
        Batch<StepQueue.Step> batch = steps.since(next);
        next = batch.next();
        reader.accept(StepQueue.lines(batch));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until what was recorded before has been read. */
  @Override
  public void close() {
    steps.finish();
    if (Thread.currentThread() != thread) {
      try {
        thread.join(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
