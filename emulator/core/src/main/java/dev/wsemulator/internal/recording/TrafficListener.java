package dev.wsemulator.internal.recording;

import dev.wsemulator.feed.Subscription;
import dev.wsemulator.internal.connection.ClientChannel.Message;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.time.TimeSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports the traffic between clients and the gateway to recorders; without a recorder it costs one
 * read of an empty list. Thread-safe.
 */
public final class TrafficListener {
  private static final int SWITCHING = 101;

  private final List<TrafficRecorder> tapes = new CopyOnWriteArrayList<>();

  private final Map<String, HeldWrites> held = new ConcurrentHashMap<>();
  private final AtomicLong calls = new AtomicLong();
  private final Journal journal;
  private final Supplier<Map<String, String>> rules;

  /**
   * Creates a listener without recorders.
   *
   * @param journal what tells the causes of messages
   * @param rules the fault rules in force by their ids, each as the admin API takes it
   */
  public TrafficListener(Journal journal, Supplier<Map<String, String>> rules) {
    this.journal = journal;
    this.rules = rules;
  }

  /**
   * Records from now on.
   *
   * @param time the emulator's clock
   * @param silence after how long the reader is handed an empty text, if nothing happens
   * @param reader what is handed lines, each with its end, on a thread of its own
   * @return what ends it
   */
  public Subscription record(TimeSource time, Duration silence, Consumer<String> reader) {
    TrafficRecorder recorder = begun(time);
    Subscription reading =
        recorder.steps().follow(0, silence, batch -> reader.accept(StepQueue.lines(batch)));
    return ending(recorder, reading);
  }

  /** Records from now on for a reader who waits for each line. */
  public Subscription record(TimeSource time, Consumer<String> reader) {
    TrafficRecorder recorder = begun(time);
    return ending(recorder, new PromptReader(recorder.steps(), reader).begin());
  }

  private TrafficRecorder begun(TimeSource time) {
    TrafficRecorder recorder = new TrafficRecorder(time, journal);
    recorder.begin();
    rules.get().forEach(recorder::faultAdded);
    tapes.add(recorder);
    return recorder;
  }

  private Subscription ending(TrafficRecorder recorder, Subscription reading) {
    return () -> {
      tapes.remove(recorder);
      recorder.steps().finish();
      reading.close();
    };
  }

  /**
   * A client requests a connection.
   *
   * @param connectionId the connection's id
   * @param api the API's id
   * @param stage the stage's name
   * @param request the request as received
   */
  public void connecting(String connectionId, String api, String stage, HttpRequest request) {
    for (TrafficRecorder recorder : tapes) {
      recorder.connecting(connectionId, api, stage, request);
    }
  }

  /** The client's handshake is answered. */
  public void answered(String connectionId, int status) {
    for (TrafficRecorder recorder : tapes) {
      recorder.answered(connectionId, status);
    }
    if (status != SWITCHING) {
      held.remove(connectionId);
    }
  }

  /** A frame has arrived. */
  public void received(String connectionId, int opCode, boolean last, ByteBuffer payload) {
    for (TrafficRecorder recorder : tapes) {
      recorder.received(connectionId, opCode, last, payload.slice());
    }
  }

  /** A message goes to the client. */
  public void sent(String connectionId, Message message) {
    for (TrafficRecorder recorder : tapes) {
      recorder.sent(connectionId, message);
    }
  }

  /** The client has taken the oldest message that it had not taken. */
  public void taken(String connectionId) {
    for (TrafficRecorder recorder : tapes) {
      recorder.taken(connectionId);
    }
  }

  /** A message is refused, because the client has not taken enough of those before. */
  public void full(String connectionId) {
    for (TrafficRecorder recorder : tapes) {
      recorder.full(connectionId);
    }
  }

  /** Returns whether anybody records. */
  public boolean isRecording() {
    return !tapes.isEmpty();
  }

  /** Returns what holds back the messages to a client; {@code null} if nothing does. */
  public @Nullable HeldWrites held(String connectionId) {
    return held.isEmpty() ? null : held.get(connectionId);
  }

  /**
   * Lets a client take so many messages in all, and holds back the others, as if it did not read.
   * Messages that went before the first call do not count.
   */
  public void holdBack(String connectionId, long messages) {
    held.computeIfAbsent(connectionId, id -> new HeldWrites()).allow(messages);
  }

  /** A call of {@code @connections} arrives; returns its id, or {@code null} without a recorder. */
  public @Nullable String calling(RecordedCall call) {
    if (tapes.isEmpty()) {
      return null;
    }
    String id = "call-" + calls.incrementAndGet();
    for (TrafficRecorder recorder : tapes) {
      recorder.calling(id, call);
    }
    return id;
  }

  /** A call is answered. */
  public void called(String callId, int status) {
    for (TrafficRecorder recorder : tapes) {
      recorder.called(callId, status);
    }
  }

  /**
   * A fault rule is about to be in force.
   *
   * @param id the rule's id
   * @param rule the rule, as the admin API takes it
   */
  public void faultAdded(String id, String rule) {
    for (TrafficRecorder recorder : tapes) {
      recorder.faultAdded(id, rule);
    }
  }

  /** A fault rule is removed. */
  public void faultRemoved(String id) {
    for (TrafficRecorder recorder : tapes) {
      recorder.faultRemoved(id);
    }
  }

  /**
   * A connection is about to be struck.
   *
   * @param connectionId the connection
   * @param fault the fault, as the admin API takes it
   */
  public void struck(String connectionId, String fault) {
    for (TrafficRecorder recorder : tapes) {
      recorder.struck(connectionId, fault);
    }
  }

  /** The clock is about to be advanced. */
  public void advanced(Duration by) {
    for (TrafficRecorder recorder : tapes) {
      recorder.advanced(by);
    }
  }

  /**
   * A connection has ended; of several calls for one connection the first counts.
   *
   * @param end how
   */
  public void ended(String connectionId, RecordedEnd end) {
    for (TrafficRecorder recorder : tapes) {
      recorder.ended(connectionId, end);
    }
    held.remove(connectionId);
  }
}
