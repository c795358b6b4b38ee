package dev.wsemulator.internal.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes compact JSON, in the order of the calls. Not thread-safe. */
public final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out;
  private boolean first = true;

  /** Creates an empty text. */
  public JsonText() {
    this(new StringBuilder(512));
  }

  private JsonText(StringBuilder out) {
    this.out = out;
  }

  /** Opens an object, as a value or at the root. */
  public JsonText open() {
    out.append('{');
    first = true;
    return this;
  }

  /** Closes the object. */
  public JsonText close() {
    out.append('}');
    first = false;
    return this;
  }

  /** Writes a member's name; its value must follow. */
  public JsonText name(String name) {
    if (!first) {
      out.append(',');
    }
    first = false;
    quote(out, name);
    out.append(':');
    return this;
  }

  /** Writes a string member. */
  public JsonText string(String name, String value) {
    name(name);
    quote(out, value);
    return this;
  }

  /** Writes a number member. */
  public JsonText number(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /** Writes a boolean member. */
  public JsonText bool(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  /** Writes an array of strings as a member. */
  public JsonText strings(String name, Iterable<String> values) {
    name(name);
    char separator = '[';
    for (String value : values) {
      out.append(separator);
      quote(out, value);
      separator = ',';
    }
    out.append(separator == '[' ? "[]" : "]");
    return this;
  }

  /**
   * Returns a value as compact JSON.
   *
   * @param value a map, a list, a string, a number, a boolean or {@code null}
   */
  public static String of(@Nullable Object value) {
    StringBuilder out = new StringBuilder(256);
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      char separator = '{';
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator);
        quote(out, String.valueOf(entry.getKey()));
        out.append(':');
        write(out, entry.getValue());
        separator = ',';
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof Iterable<?> list) {
      char separator = '[';
      for (Object element : list) {
        out.append(separator);
        write(out, element);
        separator = ',';
      }
      out.append(separator == '[' ? "[]" : "]");
    } else if (value instanceof String text) {
      quote(out, text);
    } else {
      out.append(value);
    }
  }

  /** Writes text that is JSON already, as part of what is open. */
  public JsonText raw(String json) {
    out.append(json);
    first = false;
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** Returns the text as a JSON string, with its quotes. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    quote(out, text);
    return out.toString();
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, plain, i);
        escape(out, c);
        plain = i + 1;
      }
    }
    if (plain == 0) {
      out.append(text); // at once, not one by one
    } else {
      out.append(text, plain, text.length());
    }
    out.append('"');
  }

  private static void escape(StringBuilder out, char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    }
  }
}
