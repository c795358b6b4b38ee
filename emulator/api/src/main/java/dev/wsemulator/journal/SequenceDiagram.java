package dev.wsemulator.journal;

import dev.wsemulator.journal.JournalEntry.ClockMoved;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.ConnectionsCall;
import dev.wsemulator.journal.JournalEntry.Direction;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.FramePassed;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.journal.JournalEntry.LimitPassed;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import dev.wsemulator.journal.JournalEntry.MessageSent;
import dev.wsemulator.journal.JournalEntry.Reloaded;
import dev.wsemulator.journal.JournalEntry.RequestEnded;
import dev.wsemulator.journal.JournalEntry.RequestRefused;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.journal.SourceEntry.HttpAnswered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sequence diagram of the journal. Immutable.
 *
 * @see <a href="https://mermaid.js.org/syntax/sequenceDiagram.html">Mermaid's sequence diagrams</a>
 */
public final class SequenceDiagram {
  private static final int MOST_CHARACTERS = 60;
  private static final String GATEWAY = "gateway";

  /** The short names of connections, functions and callers, in order of appearance. */
  private final Map<String, String> names = new LinkedHashMap<>();

  private final List<Line> lines = new ArrayList<>();
  private final Pen pen = new Pen();
  private int clients;

  /** One arrow, or a note where nothing goes anywhere. */
  private record Line(String from, String to, boolean answer, String text) {
    boolean isNote() {
      return from.equals(to);
    }
  }

  private SequenceDiagram() {}

  /** Draws these entries, for example those of one connection. */
  public static SequenceDiagram of(List<JournalEntry> entries) {
    SequenceDiagram diagram = new SequenceDiagram();
    entries.forEach(diagram::draw);
    return diagram;
  }

  private void draw(JournalEntry entry) {
    String where = entry.accept(pen);
    Reason why = entry.why();
    if (why != null) { // in whole: it is what the reader is looking for
      lines.add(new Line(where, where, false, "why: " + why.text().replaceAll("\\s+", " ")));
    }
  }

  /** Draws an entry, and returns the participant at which it ends. */
  private final class Pen implements JournalVisitor<String> {
    @Override
    public String handshake(Handshake entry) {
      String text = "handshake with " + entry.stage() + ": " + entry.status();
      return arrow(GATEWAY, client(entry.connectionId()), true, text);
    }

    @Override
    public String requestRefused(RequestRefused entry) {
      return note(GATEWAY, entry.request() + ": " + entry.status());
    }

    @Override
    public String messageReceived(MessageReceived entry) {
      String key = entry.routeKey() == null ? "no route" : entry.routeKey();
      return arrow(client(entry.connectionId()), GATEWAY, false, key + ": " + entry.body());
    }

    @Override
    public String messageSent(MessageSent entry) {
      return arrow(GATEWAY, client(entry.connectionId()), true, "message: " + entry.body());
    }

    @Override
    public String requestEnded(RequestEnded entry) {
      return client(entry.connectionId());
    }

    @Override
    public String httpAnswered(HttpAnswered entry) {
      String caller = names.computeIfAbsent("http client", id -> "httpClient");
      return arrow(GATEWAY, caller, true, entry.request() + ": " + entry.status());
    }

    @Override
    public String framePassed(FramePassed entry) {
      String client = client(entry.connectionId());
      String text = entry.kind() + (entry.last() ? " frame: " : " frame, more to come: ");
      String length = entry.length() + " bytes";
      return entry.direction() == Direction.FROM_CLIENT
          ? arrow(client, GATEWAY, false, text + length)
          : arrow(GATEWAY, client, true, text + length);
    }

    @Override
    public String invoking(Invoking entry) {
      String cold = entry.cold() ? "invoke, cold" : "invoke";
      where(entry);
      return arrow(GATEWAY, function(entry.functionName()), false, cold + ": " + entry.event());
    }

    @Override
    public String invoked(Invoked entry) {
      String how = entry.outcome() + " after " + entry.took().toMillis() + " ms";
      return arrow(function(entry.functionName()), GATEWAY, true, how + ": " + entry.result());
    }

    @Override
    public String eventsSent(EventsSent entry) {
      String again = entry.attempt() == 1 ? "" : ", attempt " + entry.attempt();
      return arrow(
          resource(entry.source()),
          resource(entry.target()),
          false,
          "events: %d%s".formatted(entry.count(), again));
    }

    @Override
    public String eventsDropped(EventsDropped entry) {
      return note(resource(entry.source()), "events dropped: " + entry.count());
    }

    @Override
    public String connectionsCall(ConnectionsCall entry) {
      String text = entry.method() + " @connections of " + client(entry.connectionId());
      String name = entry.functionName();
      String caller = name == null ? names.computeIfAbsent("caller", id -> id) : function(name);
      return arrow(caller, GATEWAY, false, text + ": " + entry.status());
    }

    @Override
    public String faulted(Faulted entry) {
      return note(
          where(entry),
          "FAULT %s: %s at %s".formatted(entry.faultId(), entry.fault(), entry.point()));
    }

    @Override
    public String limitPassed(LimitPassed entry) {
      return note(where(entry), entry.limit() + " has passed");
    }

    @Override
    public String clockMoved(ClockMoved entry) {
      return note(GATEWAY, "the clock moves by " + entry.by());
    }

    @Override
    public String reloaded(Reloaded entry) {
      return note(GATEWAY, "reloaded: " + String.join(", ", entry.changes()));
    }

    @Override
    public String closed(Closed entry) {
      String text = "%d %s".formatted(entry.code(), entry.reason()).strip();
      return note(client(entry.connectionId()), "closed: " + text);
    }
  }

  private String where(JournalEntry entry) {
    String connectionId = entry.connectionId();
    return connectionId == null ? GATEWAY : client(connectionId);
  }

  private String client(String connectionId) {
    return names.computeIfAbsent("connection " + connectionId, id -> "client" + ++clients);
  }

  private String function(String name) {
    return names.computeIfAbsent("function " + name, id -> name);
  }

  /** Returns the participant that an ARN names. */
  private String resource(String arn) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6) {
      return function(arn);
    }
    String name = parts[5].replaceFirst("^(function|table|rule):?/?", "").replaceFirst("/.*", "");
    return parts[2].equals("lambda")
        ? function(name.replaceFirst(":.*", ""))
        : names.computeIfAbsent(parts[2] + " " + name, id -> id);
  }

  private String arrow(String from, String to, boolean answer, String text) {
    lines.add(new Line(from, to, answer, shortened(text)));
    return to;
  }

  private String note(String where, String text) {
    lines.add(new Line(where, where, false, shortened(text)));
    return where;
  }

  private static String shortened(String text) {
    String oneLine = text.replaceAll("\\s+", " ");
    return oneLine.length() <= MOST_CHARACTERS
        ? oneLine
        : oneLine.substring(0, MOST_CHARACTERS - 1) + "…";
  }

  /** Returns the drawing for Mermaid, which many viewers of Markdown show. */
  public String mermaid() {
    StringBuilder out = new StringBuilder("sequenceDiagram\n");
    Map<String, String> aliases = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : names.entrySet()) {
      aliases.put(each.getValue(), "p" + aliases.size());
      String title = each.getKey().startsWith("connection ") ? each.getKey().substring(11) : "";
      String label = (each.getValue() + " " + title).strip();
      out.append("  participant %s as %s\n".formatted(aliases.get(each.getValue()), plain(label)));
    }
    aliases.put(GATEWAY, "gateway");
    out.append("  participant gateway as API Gateway\n");
    for (Line line : lines) {
      String from = aliases.get(line.from());
      String text = plain(line.text());
      out.append(
          line.isNote()
              ? "  Note over %s: %s\n".formatted(from, text)
              : "  %s%s%s: %s\n"
                  .formatted(from, line.answer() ? "-->>" : "->>", aliases.get(line.to()), text));
    }
    return out.toString();
  }

  /** Mermaid reads these as its own. */
  private static String plain(String text) {
    return text.replace("#", "#35;").replace(";", "#59;").replace("#35#59;", "#35;");
  }

  /** Returns the drawing as plain text: one line for each step. */
  public String text() {
    int width = names.values().stream().mapToInt(String::length).max().orElse(0);
    int column = Math.max(width, GATEWAY.length());
    StringBuilder out = new StringBuilder();
    for (Line line : lines) {
      out.append(pad(line.from(), column))
          .append(line.isNote() ? "    " : line.answer() ? "··> " : "──> ")
          .append(pad(line.isNote() ? "" : line.to(), column))
          .append("  ")
          .append(line.text())
          .append('\n');
    }
    return out.toString();
  }

  private static String pad(String name, int column) {
    return name + " ".repeat(Math.max(1, column + 1 - name.length()));
  }

  /** Returns {@link #text()}. */
  @Override
  public String toString() {
    return text();
  }
}
