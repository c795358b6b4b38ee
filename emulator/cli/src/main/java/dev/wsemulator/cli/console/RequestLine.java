package dev.wsemulator.cli.console;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Formats a request as a line: time, connection, route, functions, cold or warm, duration, status,
 * and the reason if there is one. Not thread-safe.
 */
public final class RequestLine {
  /** Requests that have begun; the oldest are forgotten, should they never end. */
  private static final int MOST_OPEN = 10_000;

  private static final int BAD_REQUEST = 400;

  private final DateTimeFormatter clock;
  private final BiFunction<Style, String, String> colors;
  private final UnaryOperator<String> printable;
  private final Map<String, Calls> open =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Calls> eldest) {
          return size() > MOST_OPEN;
        }
      };

  /** The functions that were called for a request. */
  private static final class Calls {
    final Instant begin;
    final List<String> functions = new ArrayList<>();
    boolean cold;

    Calls(Instant begin) {
      this.begin = begin;
    }
  }

  /**
   * Creates one.
   *
   * @param zone of the times
   * @param colors colours a text
   * @param printable takes out of a text what would command a terminal
   */
  public RequestLine(
      ZoneId zone, BiFunction<Style, String, String> colors, UnaryOperator<String> printable) {
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(zone);
    this.colors = colors;
    this.printable = printable;
  }

  /** Returns the line that an entry makes, if it makes one. */
  Optional<String> of(JournalEntry entry) {
    if (entry instanceof JournalEntry.Invoking invoking) {
      note(invoking);
    } else if (entry instanceof JournalEntry.Handshake handshake) {
      Calls calls = open.remove(handshake.requestId());
      Duration took = calls == null ? null : Duration.between(calls.begin, handshake.at());
      return line(handshake, "$connect", new Outcome(handshake.status(), took, calls));
    } else if (entry instanceof JournalEntry.RequestEnded ended) {
      String route = ended.routeKey() == null ? "(no route)" : ended.routeKey();
      Calls calls = open.remove(ended.requestId());
      return line(ended, route, new Outcome(ended.status(), ended.took(), calls));
    } else if (entry instanceof SourceEntry.HttpAnswered answered) {
      Calls calls = open.remove(answered.requestId());
      return line(
          answered, answered.request(), new Outcome(answered.status(), answered.took(), calls));
    } else if (entry instanceof JournalEntry.RequestRefused refused) {
      return line(refused, refused.request(), new Outcome(refused.status(), null, null));
    } else if (entry instanceof JournalEntry.ConnectionsCall call && call.why() != null) {
      Calls caller = new Calls(call.at());
      if (call.functionName() != null) {
        caller.functions.add(call.functionName());
      }
      return line(call, call.method() + " @connections", new Outcome(call.status(), null, caller));
    } else if (entry instanceof JournalEntry.Closed closed) {
      String text = "closed %d %s".formatted(closed.code(), closed.reason()).strip();
      return line(closed, text, new Outcome(0, null, null));
    }
    return Optional.empty();
  }

  private void note(JournalEntry.Invoking invoking) {
    if (invoking.requestId() != null) {
      Calls calls = open.computeIfAbsent(invoking.requestId(), id -> new Calls(invoking.at()));
      calls.functions.add(invoking.functionName());
      calls.cold |= invoking.cold();
    }
  }

  /** The columns of a request; a status of 0 means none. */
  private record Outcome(int status, @Nullable Duration took, @Nullable Calls calls) {
    String functions() {
      return calls == null || calls.functions.isEmpty() ? "-" : String.join(", ", calls.functions);
    }

    String start() {
      if (took == null || calls == null || calls.functions.isEmpty()) {
        return "-";
      }
      return calls.cold ? "cold" : "warm";
    }

    String millis() {
      return took == null ? "-" : took.toMillis() + " ms";
    }
  }

  private Optional<String> line(JournalEntry entry, String what, Outcome outcome) {
    Reason why = entry.why();
    String status = outcome.status() == 0 ? "-" : Integer.toString(outcome.status());
    String text =
        "%s  %-20s  %-16s  %-16s  %-4s  %8s  %s"
            .formatted(
                clock.format(entry.at()),
                entry.connectionId() == null ? "-" : entry.connectionId(),
                printable.apply(what),
                outcome.functions(),
                outcome.start(),
                outcome.millis(),
                colors.apply(color(outcome.status(), why), status));
    return Optional.of(
        why == null ? text : text + "  " + printable.apply(oneLine(outcome.status(), why)));
  }

  /** What has not failed is not explained at length each time. */
  private static String oneLine(int status, Reason why) {
    String text = status >= 200 && status < BAD_REQUEST ? why.what() : why.text();
    return text.replaceAll("\\s+", " ");
  }

  private static Style color(int status, @Nullable Reason why) {
    if (status >= BAD_REQUEST) {
      return Style.fg_red;
    }
    return why == null ? Style.fg_green : Style.fg_yellow;
  }
}
