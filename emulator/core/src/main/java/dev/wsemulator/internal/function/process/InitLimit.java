package dev.wsemulator.internal.function.process;

import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * How long a process may take until it is ready. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Init
 *     phase</a>
 */
final class InitLimit {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final String functionName;
  private final TimeSource real;
  private final Logger log;
  private TimeSource.@Nullable Timer timer;
  private boolean over;

  InitLimit(String functionName, TimeSource real, Logger log) {
    this.functionName = functionName;
    this.real = real;
    this.log = log;
  }

  /**
   * Lets the time begin, unless it is over.
   *
   * @param program what has been started
   */
  synchronized void begin(Path program, Runnable tooLong) {
    if (!over) {
      timer = real.after(LIMIT, () -> expire(program, tooLong));
    }
  }

  private void expire(Path program, Runnable tooLong) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    log.warn(
        "Function {} was not ready after {} s; it is started once more.{}",
        functionName,
        LIMIT.toSeconds(),
        GoPrograms.hint(program));
    tooLong.run();
  }

  /** The process is ready, or has ended. */
  synchronized void end() {
    over = true;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
