package dev.wsemulator.internal.source.queue;

import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many batches of a queue may be processed at the same time: five at first, three hundred more
 * with each minute in which all are busy, 1,250 at most; never more than the mapping's own maximum.
 * Not thread-safe; its owner guards it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">Scaling
 *     behavior for SQS event source mappings</a>
 */
final class BatchConcurrency {
  private static final int FIRST = 5;
  private static final int MORE = 300;
  private static final int MOST = 1_250;
  private static final Duration STEP = Duration.ofMinutes(1);

  private final TimeSource time;
  private final int maximum;
  private final Runnable onMore;
  private int limit;
  private int running;
  private TimeSource.@Nullable Timer timer;

  BatchConcurrency(EventSourceMapping mapping, TimeSource time, Runnable onMore) {
    this.time = time;
    this.maximum = Math.min(mapping.maximumConcurrency().orElse(MOST), MOST);
    this.onMore = onMore;
    this.limit = Math.min(FIRST, maximum);
  }

  boolean isFree() {
    return running < limit;
  }

  void begin() {
    running++;
    if (!isFree() && limit < maximum && timer == null) {
      timer = time.after(STEP, onMore);
    }
  }

  void end() {
    running--;
    stopTimer();
    if (running == 0) {
      limit = Math.min(FIRST, maximum);
    }
  }

  /** Lets more run, when all have been busy for a minute. */
  void grow() {
    if (timer != null) {
      timer = null;
      limit = Math.min(limit + MORE, maximum);
    }
  }

  void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
