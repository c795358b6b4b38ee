package dev.wsemulator.internal.function.log;

import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.Rejected;
import dev.wsemulator.internal.function.invocation.InvocationResult.TimedOut;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Lambda's lines of text.
 *
 * @param function whose log it is
 * @param region where the function is
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Log and monitor
 *     Java Lambda functions</a>
 */
record TextWords(FunctionDefinition function, String region) implements PlatformWords {

  @Override
  public Lines initStart(Instant time) {
    return Lines.of(
        "INIT_START Runtime Version: %s\tRuntime Version ARN: %s"
            .formatted(
                PlatformWords.runtimeVersion(function.code()), PlatformWords.runtimeArn(region)));
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Failures
   *     during the init phase</a>
   */
  @Override
  public Lines initFailed(Instant time, Duration took, String errorType) {
    return Lines.of(
        "INIT_REPORT Init Duration: %s ms\tPhase: init\tStatus: error\tError Type: %s"
            .formatted(two(took), errorType));
  }

  @Override
  public Lines start(Instant time, String requestId, String version) {
    return new Lines(1, () -> "START RequestId: " + requestId + " Version: " + version);
  }

  @Override
  public Lines cutOff(Instant time, String requestId, InvocationResult outcome) {
    if (outcome instanceof TimedOut late) {
      return Lines.of(new LogLine(time, null, requestId) + " " + late.message() + "\n\n");
    }
    if (outcome instanceof Failed failed) {
      return Lines.of(failed.error().errorMessage() + "\n" + failed.error().errorType());
    }
    return outcome instanceof Rejected rejected ? Lines.of(rejected.message()) : Lines.NONE;
  }

  @Override
  public Lines end(InvocationEnd end) {
    return new Lines(2, () -> text(end));
  }

  /**
   * The last lines. {@code Max Memory Used} is the heap of the whole process at that moment,
   * including other functions, the emulator and garbage: a shared JVM has no such figure for one
   * function. Missing where it is not known.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">The report
   *     line</a>
   */
  private String text(InvocationEnd end) {
    String id = end.requestId();
    StringBuilder text = new StringBuilder(240);
    text.append("END RequestId: ").append(id).append("\nREPORT RequestId: ").append(id);
    text.append("\tDuration: ").append(two(end.took()));
    text.append(" ms\tBilled Duration: ").append(end.billedMillis());
    text.append(" ms\tMemory Size: ").append(function.memoryMb()).append(" MB\t");
    if (end.usedMb() > 0) {
      text.append("Max Memory Used: ").append(end.usedMb()).append(" MB\t");
    }
    Duration init = end.init();
    if (init != null) {
      text.append("Init Duration: ").append(two(init)).append(" ms\t");
    }
    if (end.isLate()) {
      text.append("Status: timeout");
    } else if (end.errorType() != null) {
      text.append("Status: error\tError Type: ").append(end.errorType());
    }
    return text.toString();
  }

  private static String two(Duration duration) {
    return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e6);
  }
}
