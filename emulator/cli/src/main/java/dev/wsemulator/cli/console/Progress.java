package dev.wsemulator.cli.console;

import dev.wsemulator.time.TimeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reports what the process waits for, if it takes long. Thread-safe. */
public final class Progress implements AutoCloseable {
  /** Shorter waits are not reported. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String ERASED = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean inPlace;
  private final Duration patience;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });

  private @Nullable Future<?> telling;
  private boolean isShown;

  /**
   * Creates it.
   *
   * @param err the output
   * @param inPlace whether a terminal shows it, on which one line is written over and over
   * @param patience the delay before a wait is reported
   */
  public Progress(PrintWriter err, boolean inPlace, Duration patience) {
    this.err = err;
    this.inPlace = inPlace;
    this.patience = patience;
  }

  /** Returns whether standard error is a terminal, as far as it is known. */
  public static boolean isSeen(ProcessEnvironment environment) {
    return isSeen(environment, Path.of("/proc/self/fd/2"));
  }

  /**
   * Returns whether a stream is what the user looks at.
   *
   * @param descriptor where the operating system shows what the stream leads to, if it does
   */
  static boolean isSeen(ProcessEnvironment environment, Path descriptor) {
    try {
      return environment.isTerminal()
          && (!Files.exists(descriptor) || descriptor.toRealPath().startsWith("/dev"))
          && !"dumb".equals(environment.variables().apply("TERM"));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Does something that may take long.
   *
   * @param what what is waited for, to follow "Waiting for"
   */
  public <T> T during(String what, Supplier<T> work) {
    begin(what);
    try {
      return work.get();
    } finally {
      end();
    }
  }

  private synchronized void begin(String what) {
    long begun = TimeSource.system().nanos();
    isShown = false;
    Runnable report = () -> report(what, Duration.ofNanos(TimeSource.system().nanos() - begun));
    telling =
        inPlace
            ? clock.scheduleAtFixedRate(report, patience.toMillis(), 1000, TimeUnit.MILLISECONDS)
            : clock.schedule(report, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void end() {
    if (telling != null) {
      telling.cancel(false);
      telling = null;
    }
    if (isShown && inPlace) {
      err.print(ERASED);
      err.flush();
    }
  }

  private synchronized void report(String what, Duration waited) {
    if (telling == null) {
      return;
    }
    isShown = true;
    if (inPlace) {
      err.print(ERASED + "Waiting for " + what + " (" + waited.toSeconds() + " s) ...");
      err.flush();
    } else {
      err.println("Waiting for " + what + " ...");
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
