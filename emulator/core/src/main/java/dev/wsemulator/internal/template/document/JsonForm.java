package dev.wsemulator.internal.template.document;

import java.util.stream.Collectors;

/** Writes values of a template as JSON. */
public final class JsonForm {
  private JsonForm() {}

  /** Returns the value as JSON; numbers and truth values without quotes stay what they are. */
  public static String of(YamlValue value) {
    if (value.isMap()) {
      return value.entries().entrySet().stream()
          .map(member -> quoted(member.getKey()) + ":" + of(member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value.isList()) {
      return value.elements().stream().map(JsonForm::of).collect(Collectors.joining(",", "[", "]"));
    }
    String text = String.valueOf(value.text());
    return value.isBare() || value.isNull() ? text : quoted(text);
  }

  /** Returns a text in quotes. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
