package dev.wsemulator.fault;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a fault closes a connection.
 *
 * @param code one that a close frame may have
 * @param reason at most 123 bytes in UTF-8
 */
record WantedClose(int code, String reason) {
  private static final int MAX_REASON_BYTES = 123;

  WantedClose {
    if (!(code >= 1000 && code <= 1003
        || code >= 1007 && code <= 1014
        || code >= 3000 && code <= 4999)) {
      throw new IllegalArgumentException(
          "Invalid close code %d. Use 1000 to 1003, 1007 to 1014 or 3000 to 4999.".formatted(code));
    }
    int length = reason.getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_REASON_BYTES) {
      throw new IllegalArgumentException(
          "A close reason can have at most %d bytes; this one has %d."
              .formatted(MAX_REASON_BYTES, length));
    }
  }

  /** Returns the admin API's words of it. */
  Map<String, Object> words() {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("code", code);
    words.put("reason", reason);
    return words;
  }
}
