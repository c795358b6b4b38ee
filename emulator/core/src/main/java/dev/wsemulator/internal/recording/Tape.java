package dev.wsemulator.internal.recording;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.time.TimeSource;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns traffic into lines of JSON. Connections are counted from 1; those that were open before are
 * left out. Thread-safe.
 */
final class Tape {
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
  private final Consumer<String> lines;
  private final long began;
  private final Map<String, Integer> open = new HashMap<>();
  private int connections;
  private boolean begun;

  Tape(TimeSource time, Consumer<String> lines) {
    this.time = time;
    this.lines = lines;
    this.began = time.nanos();
  }

  /** Writes the first line: whoever connects after it is recorded. */
  synchronized void begin() {
    begun = true;
    lines.accept(
        new JsonText()
            .open()
            .number("recording", 1)
            .string("at", time.now().toString())
            .close()
            .toString());
  }

  synchronized void connecting(String id, String api, String stage, HttpRequest request) {
    if (!begun) {
      return;
    }
    open.put(id, ++connections);
    List<List<String>> headers =
        request.headers().stream()
            .filter(header -> !OF_THE_WIRE.contains(header.name().toLowerCase(Locale.ROOT)))
            .map(header -> List.of(header.name(), header.value()))
            .toList();
    write(
        line(id, "connect")
            .string("id", id)
            .string("api", api)
            .string("stage", stage)
            .string("query", request.rawQuery())
            .name("headers")
            .raw(JsonText.of(headers)));
  }

  synchronized void answered(String id, int status) {
    if (open.containsKey(id)) {
      write(line(id, "answer").number("status", status));
      if (status != 101) {
        open.remove(id);
      }
    }
  }

  synchronized void received(String id, int opCode, boolean last, ByteBuffer payload) {
    if (!open.containsKey(id)) {
      return;
    }
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    JsonText line = line(id, "send").number("opcode", opCode).bool("last", last);
    String text = text(bytes);
    write(
        text == null
            ? line.string("base64", Base64.getEncoder().encodeToString(bytes))
            : line.string("text", text));
  }

  synchronized void sent(String id, byte[] utf8) {
    if (open.containsKey(id)) {
      write(line(id, "receive").string("text", new String(utf8, StandardCharsets.UTF_8)));
    }
  }

  synchronized void ended(String id, boolean byClient, int code, String reason) {
    if (open.containsKey(id)) {
      write(
          line(id, "close")
              .string("by", byClient ? "client" : "gateway")
              .number("code", code)
              .string("reason", reason));
      open.remove(id);
    }
  }

  private JsonText line(String id, String event) {
    return new JsonText()
        .open()
        .number("micros", (time.nanos() - began) / 1000)
        .number("connection", open.get(id))
        .string("event", event);
  }

  private void write(JsonText line) {
    lines.accept(line.close().toString());
  }

  /** Returns the text, or {@code null} if it is none: binary, or a part of a character. */
  private static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
