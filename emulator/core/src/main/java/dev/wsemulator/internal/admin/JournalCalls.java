package dev.wsemulator.internal.admin;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.internal.recording.JournalLine;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.journal.SequenceDiagram;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls about the journal. */
final class JournalCalls {
  private static final Set<String> KNOWN =
      Set.of("type", "connection", "function", "since", "last", "format", "follow");
  private static final Set<String> TYPES =
      JournalEntry.kinds().stream()
          .map(Class::getSimpleName)
          .collect(Collectors.toUnmodifiableSet());

  private final Journal journal;

  JournalCalls(Journal journal) {
    this.journal = journal;
  }

  /** Returns what is kept and wanted, in the format that is wanted. */
  Text read(AdminParameters call) {
    Predicate<JournalEntry> wanted = wanted(call.only(KNOWN));
    Batch<JournalEntry> batch = wanted(call, wanted);
    return switch (call.get("format", "json")) {
      case "json" -> new Text("application/x-ndjson", JournalLine.of(batch, wanted));
      case "text" -> new Text("text/plain; charset=utf-8", diagram(batch.items(), wanted).text());
      case "mermaid" ->
          new Text("text/plain; charset=utf-8", diagram(batch.items(), wanted).mermaid());
      default ->
          throw new BadRequestException(
              400,
              "Unknown format %s. Allowed: json, text, mermaid.".formatted(call.get("format")));
    };
  }

  private static SequenceDiagram diagram(
      List<JournalEntry> entries, Predicate<JournalEntry> wanted) {
    return SequenceDiagram.of(entries.stream().filter(wanted).toList());
  }

  /** Returns the kept entries, from the requested one on. */
  private Batch<JournalEntry> wanted(AdminParameters call, Predicate<JournalEntry> wanted) {
    boolean resumes = call.get("since") != null;
    Batch<JournalEntry> kept = journal.since(Math.max(0, call.number("since", 0)));
    long left = Math.max(0, call.number("last", Long.MAX_VALUE));
    int from = kept.items().size();
    while (from > 0 && left > 0) {
      from--;
      left -= wanted.test(kept.items().get(from)) ? 1 : 0;
    }
    return new Batch<>(
        kept.first() + from,
        resumes && from == 0 ? kept.missed() : 0,
        kept.items().subList(from, kept.items().size()));
  }

  /** Writes the kept entries that match, and then new ones. */
  FollowStream follow(AdminParameters call) {
    Predicate<JournalEntry> wanted = wanted(call.only(KNOWN));
    Batch<JournalEntry> first = wanted(call, wanted);
    long begin = first.first() - first.missed();
    return (silence, out) ->
        journal.follow(begin, silence, batch -> out.accept(JournalLine.of(batch, wanted)));
  }

  private static Predicate<JournalEntry> wanted(AdminParameters call) {
    String type = call.get("type");
    if (type != null && !TYPES.contains(type)) {
      throw new BadRequestException(
          400, "Unknown type %s. Allowed: %s.".formatted(type, TYPES.stream().sorted().toList()));
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
