package dev.wsemulator.internal.function;

import dev.wsemulator.lambda.FunctionLog;
import dev.wsemulator.lambda.LogLine;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The logs of all functions, by name: a function that is replaced keeps its log. Thread-safe. */
public final class FunctionLogs {
  private final Map<String, FunctionLog> logs = new ConcurrentHashMap<>();
  private final @Nullable BiConsumer<String, LogLine> reader;

  /**
   * @param reader what every line is handed to, with its function's name; {@code null} for nothing
   */
  FunctionLogs(@Nullable BiConsumer<String, LogLine> reader) {
    this.reader = reader;
  }

  FunctionLog of(String functionName) {
    return logs.computeIfAbsent(functionName, this::newLog);
  }

  private FunctionLog newLog(String functionName) {
    FunctionLog log = new FunctionLog();
    if (reader != null) {
      log.follow(0, line -> reader.accept(functionName, line));
    }
    return log;
  }

  void remove(String functionName) {
    logs.remove(functionName);
  }

  /** Returns the log of a function, if there is one of this name. */
  public Optional<FunctionLog> find(String functionName) {
    return Optional.ofNullable(logs.get(functionName));
  }

  /** Returns the names of all functions. */
  public SortedSet<String> names() {
    return new TreeSet<>(logs.keySet());
  }
}
