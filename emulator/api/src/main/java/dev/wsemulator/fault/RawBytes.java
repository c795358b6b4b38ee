package dev.wsemulator.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bytes that a client gets in place of an answer of HTTP. Immutable.
 *
 * @param bytes at least one; not modified
 */
record RawBytes(byte[] bytes) {
  /** What a client gets that has reached another server. */
  static final RawBytes OF_OTHER_SERVER = RawBytes.of("SSH-2.0-OpenSSH_9.6\r\n");

  private static final int SHOWN = 60;

  RawBytes {
    if (bytes.length == 0) {
      throw new IllegalArgumentException(
          "A raw answer has at least 1 byte. For an end without an answer, choose fin.");
    }
    bytes = bytes.clone();
  }

  static RawBytes of(String text) {
    return new RawBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads them from the admin API's words. */
  static RawBytes of(FaultWords given) {
    String text = given.text("text", "");
    String encoded = given.text("base64", "");
    if (text.isEmpty() == encoded.isEmpty()) {
      throw new IllegalArgumentException(
          "A raw answer needs either \"text\" or \"base64\", and not both.");
    }
    try {
      return encoded.isEmpty() ? of(text) : new RawBytes(Base64.getDecoder().decode(encoded));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"base64\": " + e.getMessage() + ".", e);
    }
  }

  /** Returns the admin API's words of them: the text, if they are one. */
  Map<String, Object> words() {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("text", isText ? text : "");
    words.put("base64", isText ? "" : Base64.getEncoder().encodeToString(bytes));
    return words;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawBytes raw && Arrays.equals(raw.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns how many they are, and the beginning in one line. */
  @Override
  public String toString() {
    String text = new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", ".");
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return "of %d bytes: %s".formatted(bytes.length, shown);
  }
}
