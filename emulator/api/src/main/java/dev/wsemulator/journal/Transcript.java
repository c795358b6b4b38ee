package dev.wsemulator.journal;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The journal as text that two runs of the same test have in common: byte for byte, if the clock is
 * virtual, random faults have the same seed, and each client waits for the result of a message
 * before it sends the next or moves the clock. Immutable.
 *
 * <p>What varies from run to run is left out or renamed: ids are counted, connections by their
 * handshakes and requests by their messages; what happened to different connections or requests at
 * the same time stands in a fixed order; the times at which functions end and their answers go, the
 * events of functions, with their ports, trace ids and keys, the cold starts and the invocation ids
 * are not there. With the machine's clock the times vary, too.
 */
public final class Transcript {
  private final Map<String, String> connections = new LinkedHashMap<>();
  private final Map<String, Map<String, List<String>>> requests = new LinkedHashMap<>();

  private Transcript() {}

  /** Returns the transcript of these entries. */
  public static Transcript of(List<JournalEntry> entries) {
    Transcript transcript = new Transcript();
    entries.forEach(transcript::add);
    return transcript;
  }

  private void add(JournalEntry entry) {
    String connection = entry.connectionId() == null ? "" : entry.connectionId();
    if (!connection.isEmpty()) {
      connections.computeIfAbsent(connection, id -> "connection " + (connections.size() + 1));
    }
    if (entry instanceof RequestEnded ended && ended.why() == null) {
      return; // its result is shown already
    }
    Map<String, List<String>> ofConnection =
        requests.computeIfAbsent(connection, id -> new LinkedHashMap<>());
    String request = entry.requestId() == null ? "" : entry.requestId();
    ofConnection.putIfAbsent("", new ArrayList<>());
    ofConnection.computeIfAbsent(request, id -> new ArrayList<>()).add(time(entry) + words(entry));
  }

  /** Functions work while a clock is advanced, so when they end is a matter of chance. */
  private static String time(JournalEntry entry) {
    boolean varies =
        entry instanceof Invoked || entry instanceof MessageSent || entry instanceof RequestEnded;
    return varies ? "" : entry.at() + " ";
  }

  private static String words(JournalEntry entry) {
    if (entry instanceof Handshake handshake) {
      return "handshake with %s/%s: %d"
          .formatted(handshake.apiId(), handshake.stage(), handshake.status());
    }
    if (entry instanceof MessageReceived message) {
      return "message for %s: %s".formatted(message.routeKey(), message.body().text());
    }
    if (entry instanceof MessageSent message) {
      return "sent: " + message.body().text();
    }
    if (entry instanceof Invoking invoking) {
      return "call of " + invoking.functionName();
    }
    if (entry instanceof Invoked invoked) {
      String result = invoked.result().text().replace(invoked.invocationId(), "(invocation)");
      return "end of %s: %s %s".formatted(invoked.functionName(), invoked.outcome(), result);
    }
    return moreWords(entry);
  }

  private static String moreWords(JournalEntry entry) {
    if (entry instanceof RequestEnded ended) {
      return "end: %d, %s".formatted(ended.status(), ended.why().code());
    }
    if (entry instanceof RequestRefused refused) {
      return "%s: %d, %s".formatted(refused.request(), refused.status(), refused.why().code());
    }
    if (entry instanceof ConnectionsCall call) {
      String caller = call.functionName() == null ? "" : " by " + call.functionName();
      return "%s @connections%s: %d".formatted(call.method(), caller, call.status());
    }
    if (entry instanceof FramePassed frame) {
      return "%s frame %s, %d bytes%s"
          .formatted(frame.kind(), frame.direction(), frame.length(), frame.last() ? "" : ", more");
    }
    if (entry instanceof Faulted fault) {
      return "%s: %s at %s".formatted(fault.faultId(), fault.fault(), fault.point());
    }
    if (entry instanceof LimitPassed limit) {
      return limit.limit() + " has passed";
    }
    if (entry instanceof ClockMoved moved) {
      return "the clock moves by " + moved.by();
    }
    if (entry instanceof JournalEntry.Reloaded reloaded) {
      return "reloaded: " + String.join(", ", reloaded.changes());
    }
    Closed closed = (Closed) entry;
    return ("closed: %d %s".formatted(closed.code(), closed.reason())).strip();
  }

  /** Returns it as text: one line for each entry. */
  public String text() {
    StringBuilder text = new StringBuilder();
    requests.forEach(
        (connection, ofConnection) -> {
          text.append(connections.getOrDefault(connection, "no connection")).append('\n');
          int number = 0;
          for (List<String> lines : ofConnection.values()) {
            String heading = number == 0 ? "  " : "  request " + number + "\n    ";
            String indent = number == 0 ? "  " : "    ";
            if (!lines.isEmpty()) {
              text.append(heading).append(String.join("\n" + indent, lines)).append('\n');
            }
            number++;
          }
        });
    String[] named = {text.toString()};
    connections.forEach((id, name) -> named[0] = named[0].replace(id, name));
    requests.values().stream()
        .flatMap(each -> each.keySet().stream())
        .filter(id -> !id.isEmpty())
        .forEach(id -> named[0] = named[0].replace(id, "(request)"));
    return named[0];
  }

  /** Returns {@link #text()}. */
  @Override
  public String toString() {
    return text();
  }
}
