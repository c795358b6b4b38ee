package dev.wsemulator.internal.admin;

import dev.wsemulator.internal.function.log.FunctionLogs;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.lambda.FunctionLog;
import dev.wsemulator.lambda.LogLine;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Calls about what functions have written. */
final class LogCalls {
  private static final Set<String> KNOWN = Set.of("last", "format", "follow");

  private final FunctionLogs logs;
  private final Supplier<Map<String, String>> functionNames;

  LogCalls(FunctionLogs logs, Supplier<Map<String, String>> functionNames) {
    this.logs = logs;
    this.functionNames = functionNames;
  }

  /** Returns whose logs there are. */
  String list() {
    return new JsonText().open().strings("functions", logs.names()).close().toString();
  }

  /** Returns what is kept and wanted, in the format that is wanted. */
  Text read(String function, AdminParameters call) {
    Function<LogLine, String> format = format(call.only(KNOWN));
    String lines =
        log(function).last(last(call)).stream()
            .map(line -> format.apply(line) + "\n")
            .collect(Collectors.joining());
    return new Text(isJson(call) ? "application/x-ndjson" : "text/plain; charset=utf-8", lines);
  }

  /** Writes the kept lines, and then new ones. */
  FollowStream follow(String function, AdminParameters call) {
    Function<LogLine, String> format = format(call.only(KNOWN));
    FunctionLog log = log(function);
    long begin = Math.max(0, log.end() - last(call));
    String missed = isJson(call) ? "{\"missed\":%d}\n" : "(%d lines are missing)\n";
    return (silence, out) ->
        log.follow(
            log.since(begin, 1).first(),
            silence,
            batch ->
                out.accept(
                    (batch.missed() > 0 ? missed.formatted(batch.missed()) : "")
                        + batch.items().stream()
                            .map(line -> format.apply(line) + "\n")
                            .collect(Collectors.joining())));
  }

  private FunctionLog log(String function) {
    try {
      return logs.get(function, functionNames.get());
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(404, e.getMessage());
    }
  }

  private static int last(AdminParameters call) {
    return (int) Math.max(0, Math.min(FunctionLog.CAPACITY, call.number("last", Long.MAX_VALUE)));
  }

  private static boolean isJson(AdminParameters call) {
    return call.get("format", "text").equals("json");
  }

  private static Function<LogLine, String> format(AdminParameters call) {
    return switch (call.get("format", "text")) {
      case "json" -> LogCalls::json;
      case "text" -> LogLine::toString;
      default ->
          throw new BadRequestException(
              400, "Unknown format %s. Allowed: json, text.".formatted(call.get("format")));
    };
  }

  private static String json(LogLine line) {
    JsonText json = new JsonText().open().string("time", line.timeText());
    if (line.requestId() != null) {
      json.string("requestId", line.requestId());
    }
    return json.string("text", line.text()).close().toString();
  }
}
