package dev.wsemulator.internal.logging;

import java.nio.charset.StandardCharsets;

/**
 * Cuts what is too long for an event.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html">Known
 *     issues: "logs are truncated at 1024 bytes"</a>
 */
final class EventText {
  static final int MAX_BYTES = 1024;

  /** What AWS writes after the cut; it does not count, and the request id before does (REC-099). */
  static final String MARK = " [TRUNCATED]";

  private static final int MAX_BYTES_OF_CHARACTER = 4;

  private EventText() {}

  /** Returns the text, or as many whole characters of it as fit, and the mark. */
  static String cut(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      bytes += utf8Length(point);
      if (bytes > MAX_BYTES) {
        return text.substring(0, i) + MARK;
      }
      i += Character.charCount(point);
    }
    return text;
  }

  /** Returns as much of a payload as an event can show, and a little more. */
  static String start(byte[] utf8) {
    int length = Math.min(utf8.length, MAX_BYTES + MAX_BYTES_OF_CHARACTER);
    return new String(utf8, 0, length, StandardCharsets.UTF_8);
  }

  /** Returns as much of a payload as an event can show, and a little more. */
  static String start(String payload) {
    return payload.length() <= MAX_BYTES ? payload : payload.substring(0, MAX_BYTES + 1);
  }

  private static int utf8Length(int point) {
    if (point < 0x80) {
      return 1;
    }
    if (point < 0x800) {
      return 2;
    }
    return point < 0x10000 ? 3 : 4;
  }
}
