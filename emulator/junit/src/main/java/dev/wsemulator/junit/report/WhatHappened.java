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
   * @param seen what the emulator saw
   * @param broken what the functions have written that failed; empty if none has
   * @param warnings what the emulator has warned of in the templates
   */
  public static WhatHappened in(String test, Seen seen, String broken, List<String> warnings) {
    List<JournalEntry> entries = seen.entries();
    return new WhatHappened(
        "What the emulator saw during the %s.\n\n%s\n%s%s%sThe journal of the test:\n%s"
            .formatted(
                test,
                seen.diagram().text(),
                reasons(entries).isEmpty() ? "" : "Why:\n" + reasons(entries) + "\n",
                broken.isEmpty() ? "" : broken + "\n",
                warnings.isEmpty() ? "" : "Warnings:\n" + String.join("\n", warnings) + "\n\n",
                seen.lines()));
  }

  /** Returns the same for reports that are read by programs. */
  public static Map<String, String> reportEntries(Seen seen, String broken) {
    List<JournalEntry> entries = seen.entries();
    Map<String, String> report = new LinkedHashMap<>();
    report.put("sequenceDiagram", seen.diagram().mermaid());
    report.put("journal", seen.lines());
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

  /**
   * What the emulator saw.
   *
   * @param entries the journal of the test
   * @param clients the names of clients, by the ids of their connections
   */
  public record Seen(List<JournalEntry> entries, Map<String, String> clients) {
    /** Copies both. */
    public Seen {
      entries = List.copyOf(entries);
      clients = Map.copyOf(clients);
    }

    SequenceDiagram diagram() {
      return SequenceDiagram.of(entries, clients);
    }

    String lines() {
      String lines = entries.stream().map(this::line).collect(Collectors.joining("\n"));
      return lines.isEmpty() ? "(empty)" : lines;
    }

    private String line(JournalEntry entry) {
      String name = entry.connectionId() == null ? null : clients.get(entry.connectionId());
      return name == null ? entry.toString() : name + ": " + entry;
    }
  }
}
