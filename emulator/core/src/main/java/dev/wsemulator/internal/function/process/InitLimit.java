package dev.wsemulator.internal.function.process;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a process may take until it is ready. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Init
 *     phase</a>
 */
final class InitLimit {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * What a program for go1.x may lack.
   *
   * @see <a href="https://github.com/aws/aws-lambda-go/releases/tag/v1.18.0">aws-lambda-go
   *     1.18.0</a>
   */
  private static final String OLD_GO =
      " If it was built with github.com/aws/aws-lambda-go before 1.18.0, it does not know the"
          + " Runtime API: run \"go get github.com/aws/aws-lambda-go@latest\" and build it again.";

  private final ProcessHost host;
  private TimeSource.@Nullable Timer timer;
  private boolean over;

  InitLimit(ProcessHost host) {
    this.host = host;
  }

  /** Lets the time begin, unless it is over. */
  synchronized void begin(Runnable tooLong) {
    if (!over) {
      timer = host.services().pace().real().after(LIMIT, () -> expire(tooLong));
    }
  }

  private void expire(Runnable tooLong) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    host.log()
        .warn(
            "Function {} was not ready after {} s; it is started once more.{}",
            host.definition().name(),
            LIMIT.toSeconds(),
            ProcessRuntimes.isGo(host.code().runtime()) ? OLD_GO : "");
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
