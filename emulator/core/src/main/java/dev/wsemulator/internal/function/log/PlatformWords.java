package dev.wsemulator.internal.function.log;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.Rejected;
import dev.wsemulator.internal.function.invocation.InvocationResult.TimedOut;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lines that Lambda writes into a function's log: text or JSON documents. The lines of an
 * invocation are formatted when they are read.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html">Advanced
 *     logging controls</a>
 */
public interface PlatformWords {

  /**
   * What is written at once.
   *
   * @param count how many lines it has; 0 if nothing is written
   */
  record Lines(int count, Supplier<String> text) {
    /** Nothing is written. */
    static final Lines NONE = new Lines(0, () -> "");

    static Lines of(String text) {
      return new Lines((int) Math.max(1, text.lines().count()), () -> text);
    }
  }

  /**
   * How an invocation has ended.
   *
   * @param init how long the cold start took, or {@code null}
   * @param usedMb the memory that the process used
   * @param outcome how it ended if it was cut off; {@code null} if the handler returned
   * @param failed whether the handler has thrown
   */
  record InvocationEnd(
      Instant time,
      String requestId,
      Duration took,
      @Nullable Duration init,
      int usedMb,
      @Nullable InvocationResult outcome,
      boolean failed) {

    /** What is billed: whole milliseconds, with the cold start. */
    long billedMillis() {
      Duration all = init == null ? took : took.plus(init);
      return (all.toNanos() + 999_999) / 1_000_000;
    }

    /** Returns what went wrong in the function's process, or {@code null}. */
    @Nullable String errorType() {
      return outcome instanceof Failed cut ? cut.error().errorType() : null;
    }

    boolean isLate() {
      return outcome instanceof TimedOut;
    }

    boolean isRejected() {
      return outcome instanceof Rejected;
    }
  }

  /** Returns the words for a function. */
  static PlatformWords of(FunctionDefinition function, String region, String logStream) {
    return function.logging().json().isPresent()
        ? new JsonWords(
            function, region, logStream, function.logging().json().orElseThrow().system())
        : new TextWords(function, region);
  }

  /**
   * Returns the name of the runtime's version; its last number is none of Lambda's.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/runtime-management-identify.html">Identifying
   *     runtime version changes</a>
   */
  static String runtimeVersion(FunctionDefinition.Code code) {
    return code instanceof ChildProcess process
        ? process.runtime().replaceFirst("^(.*?[a-z])\\.?(\\d.*?|al\\d+)?(\\.x)?$", "$1:$2.v0")
        : "java:%d.v0".formatted(Runtime.version().feature());
  }

  /** Returns the ARN of the runtime's version. */
  static String runtimeArn(String region) {
    return Arn.of("lambda", region, "", "runtime:" + "0".repeat(64));
  }

  /** A cold start begins. */
  Lines initStart(Instant time);

  /** A cold start has failed. */
  Lines initFailed(Instant time, Duration took, String errorType);

  /** An invocation begins. */
  Lines start(Instant time, String requestId, String version);

  /** An invocation is over though its handler has not returned. */
  Lines cutOff(Instant time, String requestId, InvocationResult outcome);

  /** An invocation is over. */
  Lines end(InvocationEnd end);
}
