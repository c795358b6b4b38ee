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
import org.jspecify.annotations.Nullable;

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
  private static final Words WORDS = new Words();

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
    ofConnection
        .computeIfAbsent(request, id -> new ArrayList<>())
        .add(time(entry) + entry.accept(WORDS));
  }

  /** Functions work while a clock is advanced, so when they end is a matter of chance. */
  private static String time(JournalEntry entry) {
    boolean varies =
        entry instanceof Invoked
            || entry instanceof MessageSent
            || entry instanceof RequestEnded
            || entry instanceof HttpAnswered;
    return varies ? "" : entry.at() + " ";
  }

  /** Returns an HTTP status in words. */
  static String status(int status) {
    return status == 0 ? "no answer" : Integer.toString(status);
  }

  private static String code(@Nullable Reason why) {
    return why == null ? "" : why.code();
  }

  /** What happened, but for what varies. */
  private static final class Words implements JournalVisitor<String> {
    @Override
    public String handshake(Handshake entry) {
      return "handshake with %s/%s: %s"
          .formatted(entry.apiId(), entry.stage(), status(entry.status()));
    }

    @Override
    public String requestRefused(RequestRefused entry) {
      return "%s: %d, %s".formatted(entry.request(), entry.status(), code(entry.why()));
    }

    @Override
    public String messageReceived(MessageReceived entry) {
      return "message for %s: %s".formatted(entry.routeKey(), entry.body().text());
    }

    @Override
    public String messageSent(MessageSent entry) {
      return "sent: " + entry.body().text();
    }

    @Override
    public String requestEnded(RequestEnded entry) {
      return "end: %d, %s".formatted(entry.status(), code(entry.why()));
    }

    @Override
    public String httpAnswered(HttpAnswered entry) {
      return "%s: %d %s".formatted(entry.request(), entry.status(), code(entry.why())).strip();
    }

    @Override
    public String framePassed(FramePassed entry) {
      return "%s frame %s, %d bytes%s"
          .formatted(entry.kind(), entry.direction(), entry.length(), entry.last() ? "" : ", more");
    }

    @Override
    public String invoking(Invoking entry) {
      return "call of " + entry.functionName();
    }

    @Override
    public String invoked(Invoked entry) {
      String result = entry.result().text().replace(entry.invocationId(), "(invocation)");
      return "end of %s: %s %s".formatted(entry.functionName(), entry.outcome(), result);
    }

    @Override
    public String eventsSent(EventsSent entry) {
      return "%d of %s to %s, attempt %d"
          .formatted(entry.count(), entry.source(), entry.target(), entry.attempt());
    }

    @Override
    public String eventsDropped(EventsDropped entry) {
      return "%d of %s dropped, %s".formatted(entry.count(), entry.source(), code(entry.why()));
    }

    @Override
    public String connectionsCall(ConnectionsCall entry) {
      String caller = entry.functionName() == null ? "" : " by " + entry.functionName();
      return "%s @connections%s: %s".formatted(entry.method(), caller, status(entry.status()));
    }

    @Override
    public String faulted(Faulted entry) {
      String source = entry.source() == null ? "" : " of " + entry.source();
      return "%s: %s at %s%s".formatted(entry.faultId(), entry.fault(), entry.point(), source);
    }

    @Override
    public String limitPassed(LimitPassed entry) {
      return entry.limit() + " has passed";
    }

    @Override
    public String clockMoved(ClockMoved entry) {
      return "the clock moves by " + entry.by();
    }

    @Override
    public String reloaded(Reloaded entry) {
      return "reloaded: " + String.join(", ", entry.changes());
    }

    @Override
    public String closed(Closed entry) {
      return "closed: %d %s".formatted(entry.code(), entry.reason()).strip();
    }
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
