package dev.wsemulator.internal.admin;

import dev.wsemulator.internal.recording.JournalLine;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.journal.SequenceDiagram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
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
    Follower follower = new Follower(wanted(call.only(KNOWN)), out);
    journal.onEntry(follower);
    List<JournalEntry> kept = journal.entries();
    follower.begin(kept, (int) Math.max(0, call.number("last", kept.size())));
    return () -> journal.remove(follower);
  }

  /** Writes every wanted entry once, also what comes while the kept ones are read. Thread-safe. */
  private static final class Follower implements Consumer<JournalEntry> {
    private static final int NEWEST = 1000;

    private final Predicate<JournalEntry> wanted;
    private final Consumer<String> out;
    private final List<JournalEntry> early = new ArrayList<>();

    /** The newest kept entries, of which writers may be about to tell us. */
    private final Set<JournalEntry> known = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean begun;

    Follower(Predicate<JournalEntry> wanted, Consumer<String> out) {
      this.wanted = wanted;
      this.out = out;
    }

    synchronized void begin(List<JournalEntry> kept, int last) {
      Set<JournalEntry> written = Collections.newSetFromMap(new IdentityHashMap<>());
      written.addAll(kept);
      List<JournalEntry> some = kept.stream().filter(wanted).toList();
      some.subList(Math.max(0, some.size() - last), some.size()).forEach(this::write);
      early.stream().filter(wanted).filter(entry -> !written.contains(entry)).forEach(this::write);
      early.clear();
      known.addAll(kept.subList(Math.max(0, kept.size() - NEWEST), kept.size()));
      begun = true;
    }

    @Override
    public synchronized void accept(JournalEntry entry) {
      if (!begun) {
        early.add(entry);
      } else if (!known.remove(entry) && wanted.test(entry)) {
        write(entry);
      }
    }

    private void write(JournalEntry entry) {
      out.accept(JournalLine.of(entry));
    }
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
