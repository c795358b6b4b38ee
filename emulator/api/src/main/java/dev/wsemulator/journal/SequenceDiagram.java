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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sequence diagram of the journal. Immutable.
 *
 * @see <a href="https://mermaid.js.org/syntax/sequenceDiagram.html">Mermaid's sequence diagrams</a>
 */
public final class SequenceDiagram {
  private static final int MOST_CHARACTERS = 60;
  private static final String GATEWAY = Participants.GATEWAY;

  /** A retry of an event comes later. */
  private static final Duration SOON = Duration.ofMillis(500);

  private static final Deque<EventsSent> NOTHING = new ArrayDeque<>();

  private final Participants names;
  private final List<Line> lines = new ArrayList<>();
  private final Pen pen = new Pen();

  /** What is drawn already, before its turn. */
  private final Set<JournalEntry> drawn = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The answers to requests of HTTP APIs whose requests are not drawn yet. */
  private final Map<String, HttpAnswered> requests = new HashMap<>();

  /** The events that went to a function, which has not begun with them yet, where known. */
  private final Map<String, Deque<EventsSent>> arrivals = new HashMap<>();

  /** One arrow, or a note where nothing goes anywhere. */
  private record Line(String from, String to, boolean answer, String text) {
    boolean isNote() {
      return from.equals(to);
    }
  }

  private SequenceDiagram(Map<String, String> clients) {
    this.names = new Participants(clients);
  }

  /** Draws these entries, for example those of one connection. */
  public static SequenceDiagram of(List<JournalEntry> entries) {
    return of(entries, Map.of());
  }

  /**
   * Draws these entries with the names of clients.
   *
   * @param clients their names, by the ids of their connections; others are numbered
   */
  public static SequenceDiagram of(List<JournalEntry> entries, Map<String, String> clients) {
    SequenceDiagram diagram = new SequenceDiagram(clients);
    entries.forEach(diagram::prepare);
    entries.forEach(diagram::draw);
    return diagram;
  }

  private void prepare(JournalEntry entry) {
    if (entry instanceof HttpAnswered answer) {
      requests.put(answer.requestId(), answer);
    } else if (entry instanceof EventsSent events) {
      String function = SourceEntry.nameOf(events.target());
      arrivals.computeIfAbsent(function, name -> new ArrayDeque<>()).add(events);
    }
  }

  private void draw(JournalEntry entry) {
    if (!drawn.add(entry)) {
      return;
    }
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
      String text = "handshake with " + entry.stage() + ": " + Transcript.status(entry.status());
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
      drawRequest(entry.requestId());
      return arrow(GATEWAY, names.httpClient(), true, entry.request() + ": " + entry.status());
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
      String text = (entry.cold() ? "invoke, cold: " : "invoke: ") + entry.event();
      if (isOfNoClient(entry)) {
        drawArrival(entry);
        return note(names.function(entry.functionName()), text);
      }
      where(entry);
      drawRequest(entry.requestId());
      return arrow(GATEWAY, names.function(entry.functionName()), false, text);
    }

    @Override
    public String invoked(Invoked entry) {
      String function = names.function(entry.functionName());
      String text =
          "%s after %d ms: %s".formatted(entry.outcome(), entry.took().toMillis(), entry.result());
      return isOfNoClient(entry) ? note(function, text) : arrow(function, GATEWAY, true, text);
    }

    @Override
    public String eventsSent(EventsSent entry) {
      String again = entry.attempt() == 1 ? "" : ", attempt " + entry.attempt();
      return arrow(
          names.resource(entry.source()),
          names.resource(entry.target()),
          false,
          "events: %d%s".formatted(entry.count(), again));
    }

    @Override
    public String eventsDropped(EventsDropped entry) {
      String text =
          "events dropped: %d, for %s".formatted(entry.count(), names.resource(entry.target()));
      return note(names.resource(entry.source()), text);
    }

    @Override
    public String connectionsCall(ConnectionsCall entry) {
      String text = entry.method() + " @connections of " + client(entry.connectionId());
      String name = entry.functionName();
      String caller = name == null ? names.caller() : names.function(name);
      return arrow(caller, GATEWAY, false, text + ": " + Transcript.status(entry.status()));
    }

    @Override
    public String faulted(Faulted entry) {
      String source = entry.source();
      return note(
          source == null ? where(entry) : names.resource(source),
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
    return names.client(connectionId);
  }

  /** Returns whether neither a connection nor a request is behind an entry about a function. */
  private static boolean isOfNoClient(JournalEntry entry) {
    return entry.connectionId() == null && entry.requestId() == null;
  }

  /** Draws the request of an HTTP API before what it has caused. */
  private void drawRequest(@Nullable String requestId) {
    HttpAnswered answer = requestId == null ? null : requests.remove(requestId);
    if (answer != null) {
      arrow(names.httpClient(), GATEWAY, false, answer.request());
    }
  }

  /** Draws the events with which a function begins; some are recorded just after it has begun. */
  private void drawArrival(Invoking entry) {
    Deque<EventsSent> sent = arrivals.getOrDefault(entry.functionName(), NOTHING);
    EventsSent first = sent.peek();
    if (first != null && !first.at().isAfter(entry.at().plus(SOON))) {
      sent.poll();
      draw(first);
    }
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
    return Participants.shortened(text, MOST_CHARACTERS);
  }

  /** Returns the drawing for Mermaid, which many viewers of Markdown show. */
  public String mermaid() {
    StringBuilder out = new StringBuilder("sequenceDiagram\n");
    Map<String, String> aliases = new LinkedHashMap<>();
    names
        .titles()
        .forEach(
            (name, title) -> {
              aliases.put(name, "p" + aliases.size());
              out.append("  participant %s as %s\n".formatted(aliases.get(name), plain(title)));
            });
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
    int column = names.width();
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
