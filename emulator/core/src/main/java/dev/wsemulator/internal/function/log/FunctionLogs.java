package dev.wsemulator.internal.function.log;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Subscription;
import dev.wsemulator.lambda.FunctionDefinition;
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
public final class FunctionLogs implements AutoCloseable {
  private final Map<String, FunctionLog> logs = new ConcurrentHashMap<>();
  private final Map<String, String> groups = new ConcurrentHashMap<>();
  private final Map<String, Subscription> readings = new ConcurrentHashMap<>();
  private final @Nullable BiConsumer<String, Batch<LogLine>> reader;

  private final FunctionConsole.Place place;

  /**
   * @param place when and where lines are written
   * @param reader what lines are handed to, with the name of their log group, on a thread for each
   *     function; {@code null} for nothing
   */
  public FunctionLogs(
      FunctionConsole.Place place, @Nullable BiConsumer<String, Batch<LogLine>> reader) {
    this.place = place;
    this.reader = reader;
  }

  /**
   * Returns where the lines of a function go, which is deployed now.
   *
   * @param attribution determines the invocation of the lines of the function's code
   */
  public FunctionConsole console(FunctionDefinition function, Attribution attribution) {
    groups.put(function.name(), function.logGroup());
    FunctionLog log = logs.computeIfAbsent(function.name(), this::newLog);
    return new FunctionConsole(function, log, place, attribution);
  }

  private FunctionLog newLog(String functionName) {
    FunctionLog log = new FunctionLog();
    if (reader != null) {
      String usual =
          "/aws/lambda/" + functionName; // when it is removed, and its threads still write
      readings.put(
          functionName,
          log.follow(batch -> reader.accept(groups.getOrDefault(functionName, usual), batch)));
    }
    return log;
  }

  public void remove(String functionName) {
    Optional.ofNullable(logs.remove(functionName)).ifPresent(FunctionLog::finish);
    readings.remove(functionName);
    groups.remove(functionName);
  }

  /** Lets readers read the rest. */
  @Override
  public void close() {
    logs.values().forEach(FunctionLog::finish);
    readings.values().forEach(Subscription::close);
  }

  /** Returns the log of a function, if there is one of this name. */
  public Optional<FunctionLog> find(String functionName) {
    return Optional.ofNullable(logs.get(functionName));
  }

  /**
   * Returns the log of a function.
   *
   * @param function its name or its logical id
   * @param names the functions' names by their logical ids
   * @throws IllegalArgumentException if there is no such function; the message lists their names
   */
  public FunctionLog get(String function, Map<String, String> names) {
    return find(function)
        .or(() -> find(names.getOrDefault(function, function)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no function %s. Functions: %s."
                        .formatted(function, String.join(", ", names()))));
  }

  /** Returns the names of all functions. */
  public SortedSet<String> names() {
    return new TreeSet<>(logs.keySet());
  }
}
