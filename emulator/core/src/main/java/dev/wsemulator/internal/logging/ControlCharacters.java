package dev.wsemulator.internal.logging;

/** Keeps an event on one line, and keeps what clients send from steering a terminal. */
final class ControlCharacters {
  private ControlCharacters() {}

  static String escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (mustBeEscaped(text.charAt(i))) {
        return escapedFrom(text, i);
      }
    }
    return text;
  }

  private static boolean mustBeEscaped(char c) {
    return Character.isISOControl(c) && c != '\t';
  }

  private static String escapedFrom(String text, int first) {
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!mustBeEscaped(c)) {
        out.append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\r') {
        out.append("\\r");
      } else {
        out.append("\\u%04x".formatted((int) c));
      }
    }
    return out.toString();
  }
}
