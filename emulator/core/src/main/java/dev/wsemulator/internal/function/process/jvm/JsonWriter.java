package dev.wsemulator.internal.function.process.jvm;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object. Not thread-safe. */
final class JsonWriter {
  private static final int FIRST_PRINTED = 0x20;

  private final StringBuilder text = new StringBuilder("{");

  /** Adds a text; nothing if there is none. */
  JsonWriter add(String name, @Nullable String value) {
    if (value != null) {
      begin(name);
      quote(value);
    }
    return this;
  }

  /** Adds a list of texts; nothing if there is none. */
  JsonWriter add(String name, String @Nullable [] values) {
    if (values == null) {
      return this;
    }
    begin(name);
    text.append('[');
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        text.append(',');
      }
      quote(values[i]);
    }
    text.append(']');
    return this;
  }

  private void begin(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      append(value.charAt(i));
    }
    text.append('"');
  }

  private void append(char c) {
    if (c == '"' || c == '\\') {
      text.append('\\').append(c);
    } else if (c == '\n') {
      text.append("\\n");
    } else if (c < FIRST_PRINTED) {
      text.append(String.format("\\u%04x", (int) c));
    } else {
      text.append(c);
    }
  }

  /** Ends the object. */
  String end() {
    return text.append('}').toString();
  }

  /** Ends the object. */
  byte[] endBytes() {
    return end().getBytes(StandardCharsets.UTF_8);
  }
}
