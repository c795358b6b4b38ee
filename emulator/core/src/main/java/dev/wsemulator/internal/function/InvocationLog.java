package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.InvocationResult.Failed;
import dev.wsemulator.internal.function.InvocationResult.Rejected;
import dev.wsemulator.internal.function.InvocationResult.TimedOut;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.HandlerError;
import dev.wsemulator.lambda.LogLine;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes about one invocation what Lambda and its Java runtime write. Texts that come with every
 * invocation are made when they are read. Used by one thread at a time: the invocation's, and then
 * the one that ends it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Log and monitor
 *     Java Lambda functions</a>
 */
final class InvocationLog {
  private final DeployedFunction function;
  private final Invocation invocation;
  private boolean initialising;
  private volatile boolean started;
  private String status = "";

  InvocationLog(DeployedFunction function, Invocation invocation) {
    this.function = function;
    this.invocation = invocation;
  }

  /**
   * A cold start begins. There is no such version of Lambda's runtime: it has the number of the
   * JVM's release, and zeros.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/runtime-management-identify.html">Identifying
   *     runtime version changes</a>
   */
  void initStart() {
    initialising = true;
    function.write(
        null,
        "INIT_START Runtime Version: java:%d.v0\tRuntime Version ARN: arn:aws:lambda:%s::runtime:%s"
            .formatted(Runtime.version().feature(), function.region(), "0".repeat(64)));
  }

  /** The handler is about to be called. */
  void start() {
    if (!started && begins()) {
      function.write(invocation.requestId(), 1, new Start(invocation.requestId()));
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
    return started ? invocation.requestId() : null;
  }

  /** Adds lines that are shown elsewhere already. */
  void line(String text) {
    function.write(requestId(), text);
  }

  private record Start(String requestId) implements Supplier<String> {
    @Override
    public String get() {
      return "START RequestId: " + requestId + " Version: $LATEST";
    }
  }

  /**
   * The handler has failed, or could not be constructed.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Failures
   *     during the init phase</a>
   */
  void failed(HandlerError error, @Nullable Throwable thrown) {
    String text = ErrorText.of(error, thrown);
    if (started || !initialising) {
      start();
      function.write(invocation.requestId(), text);
    } else {
      function.write(null, text);
      function.write(
          null,
          String.format(
              Locale.ROOT,
              "INIT_REPORT Init Duration: %.2f ms\tPhase: init\tStatus: error\tError Type: Runtime.BadFunctionCode",
              millis(invocation.took())));
    }
  }

  /** The invocation is over though its handler has not returned. */
  void cutOff(InvocationResult outcome) {
    start();
    if (outcome instanceof TimedOut late) {
      LogLine line = new LogLine(function.now(), null, invocation.requestId());
      status = "Status: timeout";
      function.write(invocation.requestId(), line + " " + late.message() + "\n\n");
    } else if (outcome instanceof Failed failed) {
      status = "Status: error\tError Type: " + failed.error().errorType();
      function.write(
          invocation.requestId(),
          failed.error().errorMessage() + "\n" + failed.error().errorType());
    } else if (outcome instanceof Rejected rejected) {
      function.write(invocation.requestId(), rejected.message());
    }
  }

  /** The invocation is over. */
  void end() {
    start();
    function.write(
        invocation.requestId(),
        2,
        new End(
            invocation.requestId(),
            invocation.took(),
            invocation.init(),
            function.definition(),
            Memory.usedMb(),
            status));
  }

  /**
   * The last lines. {@code Billed Duration} is in whole milliseconds and has the cold start in it.
   * {@code Max Memory Used} is the heap that the whole process uses at that moment, this and other
   * functions, the emulator and garbage not yet collected: in a JVM that is shared, there is no
   * such figure for one function. Of a function that runs elsewhere, it is not told.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">The report
   *     line</a>
   */
  private record End(
      String requestId,
      Duration took,
      @Nullable Duration init,
      FunctionDefinition function,
      int usedMb,
      String status)
      implements Supplier<String> {

    @Override
    public String get() {
      Duration all = init == null ? took : took.plus(init);
      StringBuilder text = new StringBuilder(240);
      text.append("END RequestId: ").append(requestId).append("\nREPORT RequestId: ");
      text.append(requestId)
          .append("\tDuration: ")
          .append(two(took))
          .append(" ms\tBilled Duration: ");
      text.append((all.toNanos() + 999_999) / 1_000_000).append(" ms\tMemory Size: ");
      text.append(function.memoryMb()).append(" MB\t");
      if (!(function.code() instanceof FunctionDefinition.Remote)) {
        text.append("Max Memory Used: ").append(usedMb).append(" MB\t");
      }
      if (init != null) {
        text.append("Init Duration: ").append(two(init)).append(" ms\t");
      }
      return text.append(status).toString();
    }

    private static String two(Duration duration) {
      return String.format(Locale.ROOT, "%.2f", millis(duration));
    }
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  /** What the process uses. */
  private static final class Memory {
    private static final int MEGABYTE = 1024 * 1024;

    static int usedMb() {
      Runtime runtime = Runtime.getRuntime();
      return (int) ((runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE) + 1;
    }
  }
}
