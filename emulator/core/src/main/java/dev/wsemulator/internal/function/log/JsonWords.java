package dev.wsemulator.internal.function.log;

import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Rejected;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LogLine;
import dev.wsemulator.lambda.LoggingConfig.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lambda's JSON documents: those of its Telemetry API, if they are important enough.
 *
 * @param function whose log it is
 * @param region where the function is
 * @param logStream the log stream, which names the environment too
 * @param least the least level of what is written
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html">Event
 *     schema</a>
 */
record JsonWords(FunctionDefinition function, String region, String logStream, Level least)
    implements PlatformWords {
  private static final long MEGABYTE = 1024 * 1024;

  @Override
  public Lines initStart(Instant time) {
    return line(Level.INFO, time, "initStart", this::initStart);
  }

  private Map<String, Object> initStart() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("initializationType", "on-demand");
    members.put("phase", "init");
    members.put("runtimeVersion", PlatformWords.runtimeVersion(function.code()));
    members.put("runtimeVersionArn", PlatformWords.runtimeArn(region));
    members.put("functionName", function.name());
    members.put("functionVersion", "$LATEST");
    members.put("instanceId", logStream);
    members.put("instanceMaxMemory", function.memoryMb() * MEGABYTE);
    return members;
  }

  @Override
  public Lines initFailed(Instant time, Duration took, String errorType) {
    return line(
        Level.WARN,
        time,
        "initReport",
        () -> {
          Map<String, Object> members = new LinkedHashMap<>();
          members.put("initializationType", "on-demand");
          members.put("phase", "init");
          members.put("status", "error");
          members.put("errorType", errorType);
          members.put("metrics", Map.of("durationMs", millis(took)));
          return members;
        });
  }

  @Override
  public Lines start(Instant time, String requestId, String version) {
    return line(
        Level.INFO,
        time,
        "start",
        () -> {
          Map<String, Object> members = new LinkedHashMap<>();
          members.put("requestId", requestId);
          members.put("version", version);
          return members;
        });
  }

  /** Nothing: the previous documents contain it. */
  @Override
  public Lines cutOff(Instant time, String requestId, InvocationResult outcome) {
    return outcome instanceof Rejected rejected ? Lines.of(rejected.message()) : Lines.NONE;
  }

  @Override
  public Lines end(InvocationEnd end) {
    boolean isFine = status(end).equals("success");
    Lines done =
        line(
            isFine ? Level.DEBUG : Level.WARN,
            end.time(),
            "runtimeDone",
            () -> {
              Map<String, Object> members = ended(end);
              members.put("metrics", Map.of("durationMs", millis(end.took())));
              return members;
            });
    Lines report =
        line(
            isFine ? Level.INFO : Level.WARN,
            end.time(),
            "report",
            () -> {
              Map<String, Object> members = ended(end);
              members.put("metrics", metrics(end));
              return members;
            });
    return done.count() == 0
        ? report
        : new Lines(
            done.count() + report.count(), () -> done.text().get() + "\n" + report.text().get());
  }

  private static String status(InvocationEnd end) {
    if (end.isLate()) {
      return "timeout";
    }
    return end.failed() || end.errorType() != null || end.isRejected() ? "error" : "success";
  }

  private static Map<String, Object> ended(InvocationEnd end) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("requestId", end.requestId());
    members.put("status", status(end));
    if (end.errorType() != null) {
      members.put("errorType", end.errorType());
    }
    return members;
  }

  private Map<String, Object> metrics(InvocationEnd end) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("durationMs", millis(end.took()));
    metrics.put("billedDurationMs", end.billedMillis());
    metrics.put("memorySizeMB", function.memoryMb());
    if (end.usedMb() > 0) {
      metrics.put("maxMemoryUsedMB", end.usedMb());
    }
    Duration init = end.init();
    if (init != null) {
      metrics.put("initDurationMs", millis(init));
    }
    return metrics;
  }

  private static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 1e3) / 1e3;
  }

  private Lines line(
      Level level, Instant time, String event, Supplier<Map<String, Object>> members) {
    return level.compareTo(least) < 0
        ? Lines.NONE
        : new Lines(1, () -> document(time, event, members.get()));
  }

  private static String document(Instant time, String event, Map<String, Object> members) {
    return new JsonText()
        .open()
        .string("time", new LogLine(time, null, "").timeText())
        .string("type", "platform." + event)
        .name("record")
        .raw(JsonText.of(members))
        .close()
        .toString();
  }
}
