package dev.wsemulator.internal.recording;

import dev.wsemulator.internal.connection.ClientChannel.Message;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.recording.Causes.Cause;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.time.TimeSource;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes steps down. Connections are counted from 1; those that were open before are left out.
 * Thread-safe.
 */
final class TrafficRecorder {
  /** The version of the format; a replay reads no other. */
  static final int FORMAT = 2;

  private static final int SWITCHING = 101;

  /** The lowest opcode of frames that are no part of a message. */
  private static final int FIRST_CONTROL = 8;

  private static final Pattern REGION = Pattern.compile("Credential=[^/\\s]+/\\d+/([a-z0-9-]+)/");
  private static final Set<String> OF_THE_WIRE =
      Set.of(
          "host",
          "connection",
          "upgrade",
          "content-length",
          "sec-websocket-key",
          "sec-websocket-version",
          "sec-websocket-extensions");

  private final StepQueue steps = new StepQueue();
  private final TimeSource time;
  private final long began;

  /** Guarded by {@code this}, as all below. */
  private final Map<String, Recorded> open = new HashMap<>();

  /** The calls from outside that are not answered yet. */
  private final Set<String> calls = new HashSet<>();

  private final Causes causes;
  private int connections;

  /** A connection that is recorded. */
  private record Recorded(int number, PendingWrites writes) {}

  TrafficRecorder(TimeSource time, Journal journal) {
    this.time = time;
    this.began = time.nanos();
    this.causes = new Causes(journal);
  }

  /** Returns what is read. */
  StepQueue steps() {
    return steps;
  }

  /** Writes the first line. */
  void begin() {
    String now = time.now().toString();
    steps.add(0, () -> new JsonText().open().number("recording", FORMAT).string("at", now));
  }

  /** Returns the number of the next line. */
  private int line() {
    return (int) steps.end() + 1;
  }

  synchronized void connecting(String id, String api, String stage, HttpRequest request) {
    open.put(id, new Recorded(++connections, new PendingWrites()));
    causes.changed(id, line());
    add(
        id,
        request.rawQuery().length(),
        "connect",
        line ->
            line.string("id", id)
                .string("api", api)
                .string("stage", stage)
                .string("query", request.rawQuery())
                .name("headers")
                .raw(JsonText.of(headers(request))));
  }

  private static List<List<String>> headers(HttpRequest request) {
    return request.headers().stream()
        .filter(header -> !OF_THE_WIRE.contains(header.name().toLowerCase(Locale.ROOT)))
        .map(header -> List.of(header.name(), header.value()))
        .toList();
  }

  synchronized void answered(String id, int status) {
    add(id, 0, "answer", line -> line.number("status", status));
    if (status != SWITCHING) {
      open.remove(id);
    }
  }

  synchronized void received(String id, int opCode, boolean last, ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    int line = line();
    add(
        id,
        bytes.length,
        "send",
        json -> content(json.number("opcode", opCode).bool("last", last), bytes));
    if (last && opCode < FIRST_CONTROL && open.containsKey(id)) {
      causes.arrives(id, line, micros());
    }
  }

  private static JsonText content(JsonText line, byte[] bytes) {
    String text = text(bytes);
    return text == null
        ? line.string("base64", Base64.getEncoder().encodeToString(bytes))
        : line.string("text", text);
  }

  synchronized void sent(String id, Message message) {
    Recorded connection = open.get(id);
    if (connection == null) {
      return;
    }
    if (connection.writes().sent(TimeSource.system().nanos())) {
      addWaiting(id, connection);
    }
    causes.catchUp(line(), micros());
    Cause cause = cause(id, message);
    Recorded origin = cause == null ? null : open.get(cause.connectionId());
    byte[] utf8 = message.utf8();
    add(
        id,
        utf8.length,
        "receive",
        line ->
            caused(line, cause, origin).string("text", new String(utf8, StandardCharsets.UTF_8)));
  }

  private @Nullable Cause cause(String id, Message message) {
    if (message.requestId() != null) {
      return causes.ofRequest(message.requestId());
    }
    return message.callId() == null ? null : causes.ofCall(message.callId(), id, line());
  }

  private static JsonText caused(JsonText line, @Nullable Cause cause, @Nullable Recorded origin) {
    if (cause == null) {
      return line;
    }
    line.number("since", cause.since());
    if (cause.after() > 0) {
      line.number("after", cause.after());
    }
    if (origin != null) {
      line.number("of", origin.number());
    }
    return cause.route() == null ? line : line.string("route", cause.route());
  }

  synchronized void taken(String id) {
    Recorded connection = open.get(id);
    int taken = connection == null ? 0 : connection.writes().take();
    if (taken > 0) {
      add(id, 0, "taken", line -> line.number("messages", taken));
    }
  }

  synchronized void full(String id) {
    Recorded connection = open.get(id);
    if (connection != null && connection.writes().full()) {
      addWaiting(id, connection);
    }
  }

  /** Says that the client lets all messages wait that it has not taken. */
  private void addWaiting(String id, Recorded connection) {
    int taken = connection.writes().taken();
    add(id, 0, "waiting", line -> line.number("taken", taken));
  }

  synchronized void ended(String id, RecordedEnd end) {
    Recorded connection = open.get(id);
    if (connection == null) {
      return;
    }
    PendingWrites writes = connection.writes();
    int taken = writes.areLeft() ? writes.taken() : -1;
    causes.changed(id, line());
    add(
        id,
        end.reason().length(),
        "close",
        line -> {
          line.string("by", end.by().name().toLowerCase(Locale.ROOT))
              .number("code", end.code())
              .string("reason", end.reason());
          return taken < 0 ? line : line.number("taken", taken);
        });
    open.remove(id);
  }

  synchronized void calling(String callId, RecordedCall call) {
    causes.catchUp(line(), micros());
    causes.called(callId, call.function(), line());
    if (call.function() != null) {
      return;
    }
    calls.add(callId);
    HttpRequest request = call.request();
    String region = region(request);
    add(
        null,
        request.body().length,
        "call",
        line -> {
          line.string("call", callId)
              .string("method", request.method())
              .string("api", call.stage().api())
              .string("stage", call.stage().name())
              .string("id", call.connectionId());
          if (region != null) {
            line.string("region", region);
          }
          return content(line, request.body());
        });
  }

  /** Returns the region that a call is signed for, or {@code null} if it is not signed. */
  private static @Nullable String region(HttpRequest request) {
    Matcher credential = REGION.matcher(request.header("Authorization").orElse(""));
    return credential.find() ? credential.group(1) : null;
  }

  synchronized void called(String callId, int status) {
    if (calls.remove(callId)) {
      add(null, 0, "called", line -> line.string("call", callId).number("status", status));
    }
  }

  synchronized void faultAdded(String id, String rule) {
    add(null, rule.length(), "fault", line -> line.string("id", id).name("rule").raw(rule));
  }

  synchronized void faultRemoved(String id) {
    add(null, 0, "fault-end", line -> line.string("id", id));
  }

  synchronized void struck(String id, String fault) {
    add(id, fault.length(), "strike", line -> line.string("id", id).name("fault").raw(fault));
  }

  synchronized void advanced(Duration by) {
    add(null, 0, "advance", line -> line.string("by", by.toString()));
  }

  private long micros() {
    return (time.nanos() - began) / 1000;
  }

  /** Adds a step of a connection that is recorded, or of none. */
  private void add(@Nullable String id, int size, String event, UnaryOperator<JsonText> more) {
    Recorded connection = id == null ? null : open.get(id);
    if (id != null && connection == null) {
      return;
    }
    long micros = micros();
    causes.catchUp(line(), micros);
    steps.add(
        size,
        () -> {
          JsonText line = new JsonText().open().number("micros", micros);
          if (connection != null) {
            line.number("connection", connection.number());
          }
          return more.apply(line.string("event", event));
        });
  }

  /** Returns the text, or {@code null} for binary data or a part of a character. */
  private static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
