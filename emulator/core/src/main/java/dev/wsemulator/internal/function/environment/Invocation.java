package dev.wsemulator.internal.function.environment;

import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.journal.Origin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An invocation, as its execution environment sees it. Ends exactly once. Thread-safe. */
public interface Invocation {
  byte[] event();

  String requestId();

  /** Returns what it was started for. */
  Origin origin();

  /** Returns the alias or version that it was called by, or {@code null}. */
  @Nullable String qualifier();

  /** Returns the ARN that the function is called by. */
  String invokedArn();

  /** Returns the version that it runs. */
  String version();

  /** Returns the header by which X-Ray knows it. */
  String traceHeader();

  int remainingMillis();

  /** Returns how long it has taken until now, without a cold start. */
  Duration took();

  /** Returns how long the cold start took, or {@code null} if there was none. */
  @Nullable Duration init();

  /** Returns where it runs, or {@code null} as long as it waits. */
  @Nullable ExecutionEnvironment environment();

  /** Returns the timers that its handler has set. */
  PendingTimers timers();

  /** It has found an environment; returns whether it may run there. */
  boolean enter(ExecutionEnvironment found);

  /** A cold start begins. */
  void initStarted();

  /** The cold start is over: the function's time begins. */
  void initEnded();

  /**
   * The cold start has failed; it is tried once more, in the function's own time.
   *
   * @param errorType why, in Lambda's words
   */
  void initFailed(String errorType);

  /**
   * The environment was got ready before: the function's time begins now.
   *
   * @param took how long that took
   */
  void initialized(Duration took);

  /** The handler is about to be called. */
  void handlerStarted();

  /** Returns the id that log lines have now, or {@code null}: a cold start has none. */
  @Nullable String logId();

  /**
   * The environment is done with it. Of no effect if it has ended.
   *
   * @param thrown what the handler has thrown, or {@code null}
   */
  void complete(InvocationResult outcome, @Nullable Throwable thrown);

  /** Ends it because its process has ended, with a status. */
  void exit(int status);

  /** Ends it because its process was ended by a signal. */
  void killed(int signal);

  /** Ends it because the emulator closes. */
  void close();

  /** Ends it because there is no environment for it. */
  void throttle();
}
