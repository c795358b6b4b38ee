package dev.wsemulator.internal.admin;

import dev.wsemulator.internal.recording.JournalLine;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.journal.SequenceDiagram;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls about the journal. */
final class JournalCalls {
  private static final Set<String> KNOWN =
      Set.of("type", "connection", "function", "last", "format", "follow");
  private static final Set<String> TYPES =
      Set.of(JournalEntry.class.getPermittedSubclasses()).stream()
          .map(Class::getSimpleName)
          .collect(Collectors.toUnmodifiableSet());

  private final Journal journal;

  JournalCalls(Journal journal) {
    this.journal = journal;
  }

  /** Returns what is kept and wanted, in the format that is wanted. */
  Text read(Parameters call) {
    List<JournalEntry> all = journal.entries().stream().filter(wanted(call.only(KNOWN))).toList();
    int from = (int) Math.max(0, all.size() - Math.max(0, call.number("last", all.size())));
    List<JournalEntry> some = all.subList(from, all.size());
    return switch (call.get("format", "json")) {
      case "json" -> new Text("application/x-ndjson", lines(some));
      case "text" -> new Text("text/plain; charset=utf-8", SequenceDiagram.of(some).text());
      case "mermaid" -> new Text("text/plain; charset=utf-8", SequenceDiagram.of(some).mermaid());
      default ->
          throw new WrongCall(
              400,
              "There is no format %s. Possible: json, text, mermaid."
                  .formatted(call.get("format")));
    };
  }

  private static String lines(List<JournalEntry> entries) {
    return entries.stream()
        .map(entry -> JournalLine.of(entry) + "\n")
        .collect(Collectors.joining());
  }

  /** Writes what is kept, and everything that comes; returns what ends it. */
  Runnable follow(Parameters call, Consumer<String> out) {
    Predicate<JournalEntry> wanted = wanted(call.only(KNOWN));
    read(call).content().lines().forEach(out);
    Consumer<JournalEntry> reader =
        entry -> {
          if (wanted.test(entry)) {
            out.accept(JournalLine.of(entry));
          }
        };
    journal.onEntry(reader);
    return () -> journal.remove(reader);
  }

  private static Predicate<JournalEntry> wanted(Parameters call) {
    String type = call.get("type");
    if (type != null && !TYPES.contains(type)) {
      throw new WrongCall(
          400,
          "There is no type %s. Possible: %s.".formatted(type, TYPES.stream().sorted().toList()));
    }
    String connection = call.get("connection");
    String function = call.get("function");
    return entry ->
        (type == null || type.equals(entry.getClass().getSimpleName()))
            && (connection == null || connection.equals(entry.connectionId()))
            && (function == null || function.equals(functionOf(entry)));
  }

  private static @Nullable String functionOf(JournalEntry entry) {
    if (entry instanceof Invoking invoking) {
      return invoking.functionName();
    }
    return entry instanceof Invoked invoked ? invoked.functionName() : null;
  }
}
