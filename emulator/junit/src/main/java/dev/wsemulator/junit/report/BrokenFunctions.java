package dev.wsemulator.junit.report;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.lambda.FunctionLog;
import dev.wsemulator.lambda.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The output of failed invocations, for the report of a test. */
public final class BrokenFunctions {
  /** What Lambda writes with every invocation. */
  private static final Pattern OF_LAMBDA =
      Pattern.compile(
          "(START|END|REPORT) RequestId: .*|\\{\"time\":\"[^\"]*\",\"type\":\"platform\\..*");

  /** Of very long texts, such as the trace of an endless recursion, the middle is left out. */
  private static final int MOST = 80;

  private static final int LAST = 20;

  private BrokenFunctions() {}

  /**
   * Returns what they have written; empty if none has failed.
   *
   * @param logs returns the log of a function
   */
  public static String text(List<JournalEntry> entries, Function<String, FunctionLog> logs) {
    return entries.stream()
        .filter(Invoked.class::isInstance)
        .map(Invoked.class::cast)
        .filter(entry -> entry.outcome().equals("error") || entry.outcome().equals("timeout"))
        .map(entry -> text(entry, lines(entry, logs)))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> lines(Invoked entry, Function<String, FunctionLog> logs) {
    try {
      return logs.apply(entry.functionName()).ofRequest(entry.invocationId()).stream()
          .map(LogLine::text)
          .filter(line -> !line.isBlank() && !OF_LAMBDA.matcher(line).matches())
          .toList();
    } catch (IllegalArgumentException e) { // the test has removed it
      return List.of("(its log is gone: " + e.getMessage() + ")");
    }
  }

  private static String text(Invoked entry, List<String> lines) {
    String title =
        "The function %s ended with %s (invocation %s). It wrote:"
            .formatted(entry.functionName(), entry.outcome(), entry.invocationId());
    List<String> all = new ArrayList<>(List.of(title));
    if (lines.size() <= MOST) {
      all.addAll(lines);
    } else {
      all.addAll(lines.subList(0, MOST - LAST));
      all.add("... %d lines are left out ...".formatted(lines.size() - MOST));
      all.addAll(lines.subList(lines.size() - LAST, lines.size()));
    }
    return all.stream().map(line -> line + "\n").collect(Collectors.joining());
  }
}
