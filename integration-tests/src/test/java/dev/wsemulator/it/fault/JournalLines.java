package dev.wsemulator.it.fault;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.ClockMoved;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.ConnectionsCall;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.FramePassed;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.journal.JournalEntry.LimitPassed;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import dev.wsemulator.journal.JournalEntry.MessageSent;
import dev.wsemulator.journal.JournalEntry.RequestEnded;
import dev.wsemulator.journal.JournalEntry.RequestRefused;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a journal says of one test, a line for each entry: its kind, what matters of it, and when,
 * if time has passed.
 *
 * @param journal the journal
 * @param begin the number of the first entry of the test
 * @param mark the number of the first entry that has a line; those before tell which connections
 *     are the test's
 * @param at returns the words for a time
 */
record JournalLines(Journal journal, long begin, long mark, Function<Instant, String> at) {

  /** Returns the lines beside those of the fault, in the order of the alphabet. */
  List<String> lines() {
    List<JournalEntry> entries = journal.since(begin, Journal.CAPACITY).items();
    Set<String> connections = connections(entries);
    Set<String> later = new HashSet<>();
    for (JournalEntry entry : entries) {
      if (entry instanceof MessageReceived received && isLater(received)) {
        later.add(received.requestId());
      }
    }
    List<String> lines = new ArrayList<>();
    boolean isOvertaken = false;
    for (JournalEntry entry : entries.subList((int) (mark - begin), entries.size())) {
      boolean isOurs =
          (entry.connectionId() == null || connections.contains(entry.connectionId()))
              && (entry.requestId() == null || !later.contains(entry.requestId()));
      isOvertaken |= entry instanceof MessageReceived received && isLater(received);
      String line = isOurs ? line(entry) : "";
      if (isOvertaken && entry instanceof MessageReceived && isOurs) {
        line += " after two";
      }
      if (!line.isEmpty()) {
        lines.add(line + at.apply(entry.at()));
      }
    }
    return lines.stream().sorted().toList();
  }

  private static Set<String> connections(List<JournalEntry> entries) {
    return entries.stream()
        .filter(Handshake.class::isInstance)
        .map(JournalEntry::connectionId)
        .collect(Collectors.toSet());
  }

  /** Of the second message only the client is looked at. */
  private static boolean isLater(MessageReceived received) {
    return received.body().text().equals(CellRun.SECOND);
  }

  /** Returns whether a function was called for a client of the test. */
  boolean isInvoking() {
    List<JournalEntry> entries = journal.since(begin, Journal.CAPACITY).items();
    Set<String> connections = connections(entries);
    return entries.subList((int) (mark - begin), entries.size()).stream()
        .filter(Invoking.class::isInstance)
        .anyMatch(entry -> connections.contains(entry.connectionId()));
  }

  /** Returns the faults that were injected at a point. */
  List<String> faulted(FaultPoint point) {
    return journal.since(mark, Journal.CAPACITY).items().stream()
        .filter(Faulted.class::isInstance)
        .map(Faulted.class::cast)
        .filter(each -> each.point().equals(point.name()))
        .map(each -> each.fault() + " at " + each.point())
        .toList();
  }

  private static String line(JournalEntry entry) {
    if (entry instanceof Handshake handshake) {
      return "Handshake " + handshake.status();
    } else if (entry instanceof RequestRefused refused) {
      return "RequestRefused " + refused.status();
    } else if (entry instanceof MessageReceived received) {
      return "MessageReceived " + received.body().text();
    } else if (entry instanceof MessageSent sent) {
      return "MessageSent " + TableText.ofMessage(sent.body().text()).replaceFirst(" at .*", "");
    } else if (entry instanceof RequestEnded ended) {
      return "RequestEnded " + ended.status();
    } else if (entry instanceof Invoked invoked) {
      String init =
          invoked.init() == null || invoked.init().isZero()
              ? ""
              : ", init " + TableText.of(invoked.init());
      return "Invoked " + invoked.functionName() + " " + invoked.outcome() + init;
    } else if (entry instanceof ConnectionsCall call) {
      return "ConnectionsCall " + call.status();
    } else if (entry instanceof Closed closed) {
      return "Closed " + closed.code();
    } else if (entry instanceof LimitPassed limit) {
      return "LimitPassed " + limit.limit();
    } else if (entry instanceof ClockMoved moved && moved.by().equals(CellRun.JUMP)) {
      return "ClockMoved " + TableText.of(moved.by());
    } else if (entry instanceof FramePassed frame) {
      return frame(frame);
    }
    return source(entry);
  }

  private static String frame(FramePassed frame) {
    boolean isOfMessage = Set.of("text", "continuation").contains(frame.kind());
    return isOfMessage && frame.direction() == JournalEntry.Direction.TO_CLIENT
        ? "FramePassed %s of %d".formatted(frame.kind(), frame.length())
        : "";
  }

  private static String source(JournalEntry entry) {
    if (entry instanceof EventsSent sent) {
      return "EventsSent %s, attempt %d"
          .formatted(SourceEntry.nameOf(sent.source()), sent.attempt());
    } else if (entry instanceof EventsDropped dropped) {
      return "EventsDropped %s, %s"
          .formatted(SourceEntry.nameOf(dropped.source()), dropped.why().code());
    }
    return "";
  }
}
