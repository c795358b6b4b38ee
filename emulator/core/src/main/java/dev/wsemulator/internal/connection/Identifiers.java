package dev.wsemulator.internal.connection;

import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes identifiers of the shapes that the service uses: 11 random bytes in URL-safe Base64 (ID-01
 * to ID-03).
 */
public final class Identifiers {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder();
  private static final int KIND = 11;

  private Identifiers() {}

  /** Returns a new connection id. */
  public static String connectionId() {
    return random('C');
  }

  /** Returns a new request id. */
  public static String requestId() {
    return random('F');
  }

  /** Returns a new message id; it ends like the id of its connection. */
  public static String messageId(String connectionId) {
    return random('C').substring(0, KIND) + connectionId.substring(KIND);
  }

  /** Returns a new {@code X-Amzn-Trace-Id}. */
  public static String traceId(long epochSecond) {
    String random = UUID.randomUUID().toString().replace("-", "");
    return "Root=1-" + String.format("%08x", epochSecond) + "-" + random.substring(0, 24);
  }

  /** Returns whether the text has the shape of a connection id. */
  public static boolean isConnectionId(String text) {
    if (text.length() != 16 || text.charAt(15) != '=') {
      return false;
    }
    return text.chars().limit(15).allMatch(Identifiers::isUrlSafe);
  }

  private static boolean isUrlSafe(int c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_';
  }

  private static String random(char kind) {
    byte[] bytes = new byte[11];
    ThreadLocalRandom.current().nextBytes(bytes);
    byte[] text = ENCODER.encode(bytes);
    text[KIND] = (byte) kind;
    return new String(text, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
