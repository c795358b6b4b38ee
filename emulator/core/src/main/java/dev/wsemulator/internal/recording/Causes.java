package dev.wsemulator.internal.recording;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what has caused a message to a client, and on which line of the recording that began:
 * messages whose causes overlap may come in another order another time. It reads the journal up to
 * the present whenever a line is written. Not thread-safe.
 */
final class Causes {
  /** Of how many requests and calls it knows. */
  private static final int MOST = 10_000;

  /** What began so long before an event reached a function may have caused the event. */
  private static final long EVENT_MICROS = 1_000_000;

  private final Journal journal;
  private final Map<String, Began> requests = new Newest<>();
  private final Map<String, Call> calls = new Newest<>();
  private final Map<String, Running> running = new LinkedHashMap<>();

  /** The line of the last handshake or end of each connection, which runs its own routes. */
  private final Map<String, Integer> handshakes = new Newest<>();

  /** The last message that a function's invocation has sent to a connection. */
  private final Map<String, Integer> posted = new Newest<>();

  /** The last lines of the messages of each connection that the journal does not know yet. */
  private final Map<String, Deque<Line>> arriving = new Newest<>();

  /** The line of the last message of each connection that the journal knows. */
  private final Map<String, Integer> arrived = new Newest<>();

  private final Deque<Line> recent = new ArrayDeque<>();
  private long seen;

  /** A line of the recording. */
  private record Line(int number, long micros) {}

  /** A request of a client. */
  private record Began(int line, @Nullable String connectionId, @Nullable String route) {}

  /** A function that runs. */
  private record Running(String id, String function, Began began) {}

  /** A call of {@code @connections}. */
  private record Call(int line, @Nullable String function) {}

  /**
   * What has caused a message.
   *
   * @param since messages on lines before this one came before its cause began
   * @param after the line of the message that the same function has sent before, or 0
   * @param connectionId whose request it was, or {@code null}
   * @param route its route, or {@code null}
   */
  record Cause(int since, int after, @Nullable String connectionId, @Nullable String route) {}

  /** Forgets the oldest. */
  private static final class Newest<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > MOST;
    }
  }

  Causes(Journal journal) {
    this.journal = journal;
    this.seen = journal.end();
  }

  /** Reads what has happened before a line is written. */
  void catchUp(int line, long micros) {
    while (!recent.isEmpty() && recent.peek().micros() < micros - EVENT_MICROS) {
      recent.poll();
    }
    var news = journal.since(seen);
    seen = news.first() + news.items().size();
    for (JournalEntry entry : news.items()) {
      if (entry instanceof MessageReceived message) {
        int began = lineOfMessage(message.connectionId(), line, micros);
        requests.put(
            message.requestId(), new Began(began, message.connectionId(), message.routeKey()));
      } else if (entry instanceof Invoking invoking) {
        String id = invoking.invocationId();
        running.put(id, new Running(id, invoking.functionName(), began(invoking, line)));
      } else if (entry instanceof Invoked invoked) {
        running.remove(invoked.invocationId());
      }
    }
    recent.add(new Line(line, micros));
  }

  /** The last frame of a message arrives on this line. */
  void arrives(String connectionId, int line, long micros) {
    arriving.computeIfAbsent(connectionId, id -> new ArrayDeque<>()).add(new Line(line, micros));
  }

  /**
   * Returns the line on which a message has arrived that the journal has come to know before a line
   * is written. What faults have lost never comes there, and what they repeat comes twice.
   */
  private int lineOfMessage(String connectionId, int line, long micros) {
    Deque<Line> lines = arriving.getOrDefault(connectionId, new ArrayDeque<>());
    while (lines.size() > 1 && lines.getFirst().micros() < micros - EVENT_MICROS) {
      lines.remove();
    }
    Line next = lines.poll();
    int began = next == null ? arrived.getOrDefault(connectionId, line - 1) : next.number();
    arrived.put(connectionId, began);
    return began;
  }

  private Began began(Invoking entry, int line) {
    Began request = entry.requestId() == null ? null : requests.get(entry.requestId());
    if (request != null) {
      return request;
    }
    Integer handshake = entry.connectionId() == null ? null : handshakes.get(entry.connectionId());
    return new Began(handshake == null ? lineOfEvent(line) : handshake, entry.connectionId(), null);
  }

  /** Returns the line on which at the latest began what led to an event. */
  private int lineOfEvent(int line) {
    int first = recent.isEmpty() ? line : recent.peek().number();
    for (Running each : running.values()) {
      first = Math.min(first, each.began().line());
    }
    return first;
  }

  /** A connection begins or ends on this line. */
  void changed(String connectionId, int line) {
    handshakes.put(connectionId, line);
  }

  /** A call arrives, of a function or from outside. */
  void called(String callId, @Nullable String function, int line) {
    calls.put(callId, new Call(line, function));
  }

  /** Returns what has caused the answer to a request, or {@code null} if that is not known. */
  @Nullable Cause ofRequest(String requestId) {
    Began began = requests.get(requestId);
    return began == null ? null : new Cause(began.line(), 0, began.connectionId(), began.route());
  }

  /** Returns what has caused a message that a call has posted to a connection on this line. */
  @Nullable Cause ofCall(String callId, String connectionId, int line) {
    Call call = calls.get(callId);
    if (call == null) {
      return null;
    }
    if (call.function() == null) {
      return new Cause(call.line(), 0, null, null);
    }
    List<Running> callers = new ArrayList<>();
    running.values().stream()
        .filter(each -> each.function().equals(call.function()))
        .forEach(callers::add);
    return callers.size() == 1
        ? ofOne(callers.get(0), call, connectionId, line)
        : new Cause(earliest(callers, line), 0, null, null);
  }

  private Cause ofOne(Running caller, Call call, String connectionId, int line) {
    Integer before = posted.put(caller.id() + " " + connectionId, line);
    boolean inTurn = before != null && before < call.line();
    Began began = caller.began();
    return new Cause(began.line(), inTurn ? before : 0, began.connectionId(), began.route());
  }

  private int earliest(Collection<Running> callers, int line) {
    return callers.stream()
        .mapToInt(each -> each.began().line())
        .min()
        .orElseGet(() -> lineOfEvent(line));
  }
}
