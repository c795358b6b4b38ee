package dev.wsemulator.journal;

import dev.wsemulator.journal.JournalEntry.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    if (entry instanceof JournalEntry.Handshake handshake) {
      String client = client(handshake.connectionId());
      arrow(
          GATEWAY, client, true, "handshake with " + handshake.stage() + ": " + handshake.status());
      explain(client, handshake);
    } else if (entry instanceof JournalEntry.MessageReceived message) {
      String key = message.routeKey() == null ? "no route" : message.routeKey();
      arrow(client(message.connectionId()), GATEWAY, false, key + ": " + message.body());
    } else if (entry instanceof JournalEntry.MessageSent message) {
      arrow(GATEWAY, client(message.connectionId()), true, "message: " + message.body());
    } else if (entry instanceof JournalEntry.FramePassed frame) {
      draw(frame);
    } else if (entry instanceof JournalEntry.Invoking invoking) {
      String cold = invoking.cold() ? "invoke, cold" : "invoke";
      known(invoking.connectionId());
      arrow(GATEWAY, function(invoking.functionName()), false, cold + ": " + invoking.event());
    } else if (entry instanceof JournalEntry.Invoked invoked) {
      String how = invoked.outcome() + " after " + invoked.took().toMillis() + " ms";
      arrow(function(invoked.functionName()), GATEWAY, true, how + ": " + invoked.result());
    } else {
      drawEnd(entry);
    }
  }

  /** Reasons are shown in full, because they are what readers look for. */
  private void explain(String where, JournalEntry entry) {
    Reason why = entry.why();
    if (why != null) {
      lines.add(new Line(where, where, false, "why: " + why.text().replaceAll("\\s+", " ")));
    }
  }

  private void draw(JournalEntry.FramePassed frame) {
    String client = client(frame.connectionId());
    boolean in = frame.direction() == Direction.FROM_CLIENT;
    String text = frame.kind() + (frame.last() ? " frame" : " frame, more to come");
    arrow(
        in ? client : GATEWAY, in ? GATEWAY : client, !in, text + ": " + frame.length() + " bytes");
  }

  private void drawEnd(JournalEntry entry) {
    if (entry instanceof JournalEntry.ConnectionsCall call) {
      String text = call.method() + " @connections of " + client(call.connectionId());
      String caller = call.functionName();
      if (caller == null) {
        names.putIfAbsent("caller", "caller");
      }
      arrow(
          caller == null ? "caller" : function(caller),
          GATEWAY,
          false,
          text + ": " + call.status());
      explain(GATEWAY, call);
    } else if (entry instanceof JournalEntry.Closed closed) {
      String text = (closed.code() + " " + closed.reason()).strip();
      note(client(closed.connectionId()), "closed: " + text);
      explain(client(closed.connectionId()), closed);
    } else if (entry instanceof JournalEntry.RequestEnded ended) {
      explain(client(ended.connectionId()), ended);
    } else if (entry instanceof JournalEntry.RequestRefused refused) {
      note(GATEWAY, refused.request() + ": " + refused.status());
      explain(GATEWAY, refused);
    } else if (entry instanceof JournalEntry.Faulted fault) {
      String where = fault.connectionId() == null ? GATEWAY : client(fault.connectionId());
      note(where, "FAULT " + fault.faultId() + ": " + fault.fault() + " at " + fault.point());
    } else if (entry instanceof JournalEntry.LimitPassed passed) {
      String where = passed.connectionId() == null ? GATEWAY : client(passed.connectionId());
      note(where, passed.limit() + " has passed");
    } else if (entry instanceof JournalEntry.ClockMoved moved) {
      note(GATEWAY, "the clock moves by " + moved.by());
    } else if (entry instanceof JournalEntry.Reloaded reloaded) {
      note(GATEWAY, "reloaded: " + String.join(", ", reloaded.changes()));
    }
  }

  private void known(@Nullable String connectionId) {
    if (connectionId != null) {
      client(connectionId);
    }
  }

  private String client(String connectionId) {
    return names.computeIfAbsent("connection " + connectionId, id -> "client" + ++clients);
  }

  private String function(String name) {
    return names.computeIfAbsent("function " + name, id -> name);
  }

  private void arrow(String from, String to, boolean answer, String text) {
    lines.add(new Line(from, to, answer, shortened(text)));
  }

  private void note(String where, String text) {
    lines.add(new Line(where, where, false, shortened(text)));
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
