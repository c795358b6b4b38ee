package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.environment.ExecutionEnvironment;
import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.log.ErrorText;
import dev.wsemulator.internal.function.log.FunctionConsole;
import dev.wsemulator.internal.function.log.PlatformWords;
import dev.wsemulator.lambda.HandlerError;
import org.jspecify.annotations.Nullable;

/**
 * Writes about one invocation what Lambda and its Java runtime write. Used by one thread at a time:
 * the invocation's, and then the one that ends it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Log and monitor
 *     Java Lambda functions</a>
 */
final class InvocationLog {
  private static final String BAD_CODE = "Runtime.BadFunctionCode";

  private final FunctionConsole console;
  private final Invocation invocation;
  private boolean initialising;
  private volatile boolean started;
  private @Nullable InvocationResult outcome;
  private boolean failed;

  InvocationLog(FunctionConsole console, Invocation invocation) {
    this.console = console;
    this.invocation = invocation;
  }

  /** A cold start begins. */
  void initStart() {
    initialising = true;
    write(null, console.words().initStart(console.now()));
  }

  /** The handler is about to be called. */
  void start() {
    if (!started && begins()) {
      write(id(), console.words().start(console.now(), id(), invocation.version()));
    }
  }

  /** The handler's thread may come here at the moment of its deadline. */
  private synchronized boolean begins() {
    boolean first = !started;
    started = true;
    return first;
  }

  /** Returns the id that lines have now: a cold start belongs to no invocation. */
  @Nullable String requestId() {
    return started ? id() : null;
  }

  /** A cold start has failed, and is tried again. */
  void initFailed(String errorType) {
    write(null, console.words().initFailed(console.now(), invocation.took(), errorType));
  }

  /** The function failed, which its runtime has logged itself. */
  void reported(InvocationResult result) {
    boolean isInit = !started && initialising;
    failed = true;
    start();
    if (isInit) {
      outcome = result; // as Lambda says of a start that has failed twice
    }
  }

  /** The handler failed or could not be constructed: the error is logged with the invocation. */
  void failed(HandlerError error, @Nullable Throwable thrown) {
    failed = true;
    boolean isInit = !started && initialising;
    if (!isInit) {
      start();
    }
    console.logger().error(id(), ErrorText.of(error, thrown));
    if (isInit) {
      initFailed(BAD_CODE);
    }
  }

  /** The invocation is over though its handler has not returned. */
  void cutOff(InvocationResult result) {
    start();
    outcome = result;
    write(id(), console.words().cutOff(console.now(), id(), result));
  }

  /** The invocation is over. */
  void end() {
    start();
    PlatformWords.InvocationEnd end =
        new PlatformWords.InvocationEnd(
            console.now(), id(), invocation.took(), invocation.init(), usedMb(), outcome, failed);
    write(id(), console.words().end(end));
  }

  private int usedMb() {
    ExecutionEnvironment environment = invocation.environment();
    return environment == null ? 0 : environment.usedMb();
  }

  private String id() {
    return invocation.requestId();
  }

  private void write(@Nullable String requestId, PlatformWords.Lines lines) {
    if (lines.count() > 0) {
      console.write(requestId, lines.count(), lines.text());
    }
  }
}
