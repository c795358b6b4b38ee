package dev.wsemulator.it.conformance.function;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An event, also as the text that it came as.
 *
 * @param text the text, byte for byte
 * @param fields the fields
 */
record Event(String text, Map<String, Object> fields) {

  static Event read(InputStream in) throws IOException {
    return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  static Event of(String text) throws IOException {
    return new Event(text, JSON.std.mapFrom(text));
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a proxy response whose body is the text. */
  static void answer(OutputStream out, String body) throws IOException {
    write(out, "{\"statusCode\":200,\"body\":" + JSON.std.asString(body) + "}");
  }

  /** Returns a text of the request context. */
  String context(String name) {
    return fields.get("requestContext") instanceof Map<?, ?> context
        ? String.valueOf(context.get(name))
        : "";
  }

  String connectionId() {
    return context("connectionId");
  }

  /** Returns a query parameter of the handshake; empty if there is none. */
  String query(String name) {
    return fields.get("queryStringParameters") instanceof Map<?, ?> query && query.get(name) != null
        ? String.valueOf(query.get(name))
        : "";
  }

  /** Returns the message; empty if it is not a JSON object. */
  Map<String, Object> message() {
    try {
      return JSON.std.mapFrom(String.valueOf(fields.get("body")));
    } catch (IOException noObject) {
      return Map.of();
    }
  }

  /** Returns a text of the message; empty if there is none. */
  String message(String name) {
    Object value = message().get(name);
    return value == null ? "" : String.valueOf(value);
  }
}
