package dev.wsemulator.junit.report;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.SequenceDiagram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Attaches to the failure of a test what the emulator saw during this test, as a suppressed
 * exception, so that it is printed with the failure. It has no stack trace.
 */
public final class WhatHappened extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private WhatHappened(String message) {
    super(message, null, false, false);
  }

  /**
   * Returns the report as text.
   *
   * @param broken what the functions have written that failed; empty if none has
   * @param warnings what the emulator has warned of in the templates
   */
  public static WhatHappened in(
      String test, List<JournalEntry> entries, String broken, List<String> warnings) {
    return new WhatHappened(
        "What the emulator saw during the %s.\n\n%s\n%s%s%sThe journal of the test:\n%s"
            .formatted(
                test,
                SequenceDiagram.of(entries).text(),
                reasons(entries).isEmpty() ? "" : "Why:\n" + reasons(entries) + "\n",
                broken.isEmpty() ? "" : broken + "\n",
                warnings.isEmpty() ? "" : "Warnings:\n" + String.join("\n", warnings) + "\n\n",
                lines(entries)));
  }

  /** Returns the same for reports that are read by programs. */
  public static Map<String, String> reportEntries(List<JournalEntry> entries, String broken) {
    Map<String, String> report = new LinkedHashMap<>();
    report.put("sequenceDiagram", SequenceDiagram.of(entries).mermaid());
    report.put("journal", lines(entries));
    if (!reasons(entries).isEmpty()) {
      report.put("why", reasons(entries));
    }
    if (!broken.isEmpty()) {
      report.put("brokenFunctions", broken);
    }
    return report;
  }

  /** Returns what the emulator says of what it refused, dropped, or could not do. */
  private static String reasons(List<JournalEntry> entries) {
    return entries.stream()
        .map(JournalEntry::why)
        .filter(Objects::nonNull)
        .map(why -> "- [%s] %s\n".formatted(why.code(), why.text()))
        .distinct()
        .collect(Collectors.joining());
  }

  private static String lines(List<JournalEntry> entries) {
    String lines = entries.stream().map(JournalEntry::toString).collect(Collectors.joining("\n"));
    return lines.isEmpty() ? "(empty)" : lines;
  }
}
