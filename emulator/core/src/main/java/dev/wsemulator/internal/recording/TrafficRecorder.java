package dev.wsemulator.internal.recording;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Feed;
import dev.wsemulator.internal.feed.ReaderSignal;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.time.TimeSource;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps traffic until its one reader takes it as lines of JSON. Connections are counted from 1;
 * those that were open before are left out. Of a reader that is too slow the oldest steps are
 * forgotten. Thread-safe.
 */
final class TrafficRecorder implements Feed<TrafficRecorder.Step> {
  /** What waits for the reader at most, about. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  /** What a step takes beside its text. */
  private static final int OVERHEAD = 200;

  private static final Set<String> OF_THE_WIRE =
      Set.of(
          "host",
          "connection",
          "upgrade",
          "content-length",
          "sec-websocket-key",
          "sec-websocket-version",
          "sec-websocket-extensions");

  private final TimeSource time;
  private final long began;
  private final ReaderSignal bell = new ReaderSignal(this::end);

  /** Guarded by {@code this}, as all below. */
  private final Map<String, Integer> open = new HashMap<>();

  private final Deque<Step> waiting = new ArrayDeque<>();
  private int connections;
  private long end;
  private long bytes;

  /**
   * Something that passed.
   *
   * @param bytes what it takes, about
   * @param line makes its line of JSON
   */
  record Step(int bytes, Supplier<JsonText> line) {}

  TrafficRecorder(TimeSource time) {
    this.time = time;
    this.began = time.nanos();
  }

  /** Returns the steps as lines, each with its end, after a line about missed ones. */
  static String lines(Batch<Step> batch) {
    StringBuilder lines = new StringBuilder();
    if (batch.missed() > 0) {
      JsonText line = new JsonText().open().string("event", "missed");
      lines.append(line.number("steps", batch.missed()).close()).append('\n');
    }
    batch.items().forEach(step -> lines.append(step.line().get().close()).append('\n'));
    return lines.toString();
  }

  /** Writes the first line. */
  void begin() {
    String now = time.now().toString();
    keep(0, () -> new JsonText().open().number("recording", 1).string("at", now));
  }

  @Override
  public synchronized long end() {
    return end;
  }

  @Override
  public synchronized Batch<Step> since(long sequence, int max) {
    while (!waiting.isEmpty() && end - waiting.size() < sequence) {
      bytes -= waiting.removeFirst().bytes();
    }
    long first = Math.max(sequence, end - waiting.size());
    return new Batch<>(first, first - sequence, waiting.stream().limit(max).toList());
  }

  @Override
  public void await(long sequence, Duration patience) throws InterruptedException {
    bell.await(sequence, patience);
  }

  /** Nothing more is recorded. */
  void finish() {
    bell.end();
  }

  @Override
  public boolean isEnded() {
    return bell.isEnded();
  }

  void connecting(String id, String api, String stage, HttpRequest request) {
    synchronized (this) {
      open.put(id, ++connections);
    }
    add(
        id,
        request.rawQuery().length() + OVERHEAD * request.headers().size(),
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

  void answered(String id, int status) {
    add(id, 0, "answer", line -> line.number("status", status));
    if (status != 101) {
      forget(id);
    }
  }

  void received(String id, int opCode, boolean last, ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    add(
        id,
        bytes.length,
        "send",
        line -> {
          line.number("opcode", opCode).bool("last", last);
          String text = text(bytes);
          return text == null
              ? line.string("base64", Base64.getEncoder().encodeToString(bytes))
              : line.string("text", text);
        });
  }

  void sent(String id, byte[] utf8) {
    add(
        id,
        utf8.length,
        "receive",
        line -> line.string("text", new String(utf8, StandardCharsets.UTF_8)));
  }

  void ended(String id, boolean byClient, int code, String reason) {
    add(
        id,
        reason.length(),
        "close",
        line ->
            line.string("by", byClient ? "client" : "gateway")
                .number("code", code)
                .string("reason", reason));
    forget(id);
  }

  private synchronized void forget(String id) {
    open.remove(id);
  }

  private void add(String id, int size, String event, UnaryOperator<JsonText> more) {
    long number;
    synchronized (this) {
      Integer connection = open.get(id);
      if (connection == null) {
        return;
      }
      long micros = (time.nanos() - began) / 1000;
      number =
          keep(
              size,
              () ->
                  more.apply(
                      new JsonText()
                          .open()
                          .number("micros", micros)
                          .number("connection", connection)
                          .string("event", event)));
    }
    bell.added(number);
  }

  /** Returns the step's number. */
  private synchronized long keep(int size, Supplier<JsonText> line) {
    waiting.addLast(new Step(size + OVERHEAD, line));
    bytes += size + OVERHEAD;
    while (bytes > MOST_BYTES && waiting.size() > 1) {
      bytes -= waiting.removeFirst().bytes();
    }
    return end++;
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
