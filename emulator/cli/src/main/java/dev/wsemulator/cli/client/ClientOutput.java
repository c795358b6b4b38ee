package dev.wsemulator.cli.client;

import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.internal.client.HandshakeResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** Writes down what happens on a connection, for people or for programs. Thread-safe. */
public final class ClientOutput {
  private final OutputOptions output;
  private final Consumer<String> messages;
  private final Notes notes;
  private final String mark;
  private volatile Runnable arrival = () -> {};

  /** Writes messages to standard output as they are, and all else to standard error. */
  public static ClientOutput plain(OutputOptions output) {
    return new ClientOutput(
        output,
        line -> output.result(line, line),
        new Notes(output.err()::println, output::coloredNote),
        "");
  }

  /** Prints everything above the line that the user is typing. */
  public static ClientOutput above(OutputOptions output, Consumer<String> lines) {
    return new ClientOutput(output, lines, new Notes(lines, output::colored), "< ");
  }

  /** Where notes go, and how they are coloured there. */
  private record Notes(Consumer<String> lines, BiFunction<Style, String, String> colors) {}

  private ClientOutput(OutputOptions output, Consumer<String> messages, Notes notes, String mark) {
    this.output = output;
    this.messages = messages;
    this.notes = notes;
    this.mark = mark;
  }

  /** Lets something happen with every message that comes. */
  public ClientOutput counting(Runnable each) {
    arrival = each;
    return this;
  }

  void opened(HandshakeResponse answer, String url) {
    if (output.isJson()) {
      Map<String, Object> event = event("open");
      event.put("url", url);
      event.put("status", answer.status());
      event.put("headers", headers(answer));
      write(event);
    } else {
      note(Style.fg_green, "Connected to " + url + subprotocol(answer) + ".");
    }
  }

  private static String subprotocol(HandshakeResponse answer) {
    return answer.headers().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Sec-WebSocket-Protocol"))
        .findFirst()
        .map(header -> " with subprotocol " + header.getValue())
        .orElse("");
  }

  private static Map<String, String> headers(HandshakeResponse answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    answer
        .headers()
        .forEach(
            header -> headers.merge(header.getKey(), header.getValue(), (a, b) -> a + ", " + b));
    return headers;
  }

  void refused(HandshakeResponse answer) {
    if (output.isJson()) {
      Map<String, Object> event = event("refused");
      event.put("status", answer.status());
      event.put("headers", headers(answer));
      event.put("body", answer.body());
      write(event);
      return;
    }
    note(Style.fg_red, "The handshake was refused: " + answer.statusLine());
    answer.headers().forEach(header -> note(null, header.getKey() + ": " + header.getValue()));
    if (!answer.body().isEmpty()) {
      note(null, answer.body().stripTrailing());
    }
  }

  void message(String text) {
    if (output.isJson()) {
      write(event("message", "text", text));
    } else {
      messages.accept(output.colored(Style.fg_cyan, mark + output.printable(text)));
    }
    arrival.run();
  }

  void bytes(ByteBuffer payload) {
    String base64 = base64(payload);
    if (output.isJson()) {
      write(event("message", "base64", base64));
    } else {
      messages.accept(output.colored(Style.fg_cyan, mark + "(binary) " + base64));
    }
    arrival.run();
  }

  /** A ping or a pong has arrived. */
  void control(String kind, ByteBuffer payload) {
    String text = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    if (output.isJson()) {
      write(event(kind, "text", text));
    } else {
      note(Style.faint, (kind + " " + text).strip());
    }
  }

  void closed(int code, String reason, boolean byServer) {
    if (output.isJson()) {
      Map<String, Object> event = event("close");
      event.put("code", code);
      event.put("reason", reason);
      event.put("by", byServer ? "server" : "client");
      write(event);
    } else if (byServer) {
      String how = code == 1006 ? " without a close frame" : "";
      note(Style.fg_yellow, "Closed by the server%s: %d %s".formatted(how, code, reason).strip());
    } else {
      note(Style.faint, "Closed: %d %s".formatted(code, reason).strip());
    }
  }

  /** Prints a text for people, with or without a style. */
  void note(@Nullable Style style, String line) {
    String text = output.printable(line);
    if (!output.isJson()) {
      notes.lines().accept(style == null ? text : notes.colors().apply(style, text));
    }
  }

  private void write(Map<String, Object> event) {
    output.result("", event);
  }

  private static Map<String, Object> event(String kind) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", kind);
    return event;
  }

  private static Map<String, Object> event(String kind, String name, String value) {
    Map<String, Object> event = event(kind);
    event.put(name, value);
    return event;
  }

  private static String base64(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
