package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.engine.RecordedSteps.ReplayOptions;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Lets time pass as it did when it was recorded. For one thread. */
final class ReplayClock {
  private final ReplayTarget target;
  private final ReplayOptions options;
  private final long began = TimeSource.system().nanos();
  private Duration now = Duration.ZERO;

  /** What the clock was advanced to manually. */
  private Duration advancedTo = Duration.ZERO;

  ReplayClock(ReplayTarget target, ReplayOptions options) {
    this.target = target;
    this.options = options;
  }

  /** Returns how far the recording is played. */
  Duration now() {
    return now;
  }

  /** Lets time pass until a step is due. */
  void reach(Duration time) {
    Duration gap = time.minus(now);
    if (gap.isNegative() || gap.isZero()) {
      return;
    }
    now = time;
    if (target.isVirtual()) {
      target.advance(gap, options.patience());
    } else if (options.paced()) {
      await(time.minusNanos(TimeSource.system().nanos() - began));
    }
  }

  private static void await(Duration rest) {
    CountDownLatch passed = new CountDownLatch(1);
    TimeSource.system().after(rest, passed::countDown);
    try {
      passed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The clock is advanced manually: what falls due meanwhile are the steps that follow.
   *
   * @throws IllegalArgumentException if the emulator's clock cannot be advanced
   */
  void advance(Step step) {
    if (!target.isVirtual() && !options.paced()) {
      throw new IllegalArgumentException(
          "Line %d: the clock was advanced by %s. Replay this recording with virtual time, or at its pace."
              .formatted(step.line(), step.text("by")));
    }
    Duration end = step.at().plus(Duration.parse(step.text("by")));
    advancedTo = end.compareTo(advancedTo) > 0 ? end : advancedTo;
  }

  /** Lets pass what is left of an advance. */
  void finish() {
    reach(advancedTo);
  }
}
