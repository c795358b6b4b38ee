package dev.wsemulator.internal.connection;

import dev.wsemulator.time.TimeSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The shapes of the service's identifiers, as of September 2026 (REC-001 to REC-003): URL-safe
 * Base64 of 13 bytes for connections and messages, and of 11 bytes for requests.
 */
public final class Identifiers {
  /** How long the ids of connections and messages are. */
  static final int LENGTH = 20;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder();

  /** Where the part of a message's id begins that it shares with its connection. */
  private static final int SHARED = 9;

  /** What the first 18 bits were when they were recorded, and when that was. */
  private static final long RECORDED = 0x81b8L << 30;

  private static final long RECORDED_AT = 1_790_294_400_000L;
  private static final long LARGEST = (1L << 46) - 1;

  /** The bytes that all connection ids had. */
  private static final int COMMON = 0x00182848;

  private static final AtomicLong LATEST_MESSAGE = new AtomicLong();

  private Identifiers() {}

  /**
   * Returns the id of a connection.
   *
   * @param millis what grows with time
   * @param check eight bits of its choice
   * @param node sixteen bits that the ids of its messages have too
   */
  static String ofConnection(long millis, int check, int node) {
    byte[] bytes = new byte[13];
    ByteBuffer.wrap(bytes)
        .putLong(grown(millis) << 18 | (long) check << 10 | 1 << 8)
        .putInt(7, COMMON)
        .putShort(11, (short) node);
    return text(bytes);
  }

  /** Returns when an id was made that has the shape of a connection's, or empty if it has not. */
  static OptionalLong millis(String id) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(id);
      return bytes.length == 13
          ? OptionalLong.of((ByteBuffer.wrap(bytes).getLong() >>> 18) - RECORDED + RECORDED_AT)
          : OptionalLong.empty();
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  private static long grown(long millis) {
    return millis - RECORDED_AT + RECORDED & LARGEST;
  }

  /** Returns a new request id. */
  public static String requestId() {
    byte[] bytes = new byte[11];
    ThreadLocalRandom.current().nextBytes(bytes);
    bytes[7] = 3;
    bytes[8] = 4;
    return text(bytes);
  }

  /** Returns a new message id, which is later than its connection's and ends like it. */
  public static String messageId(String connectionId) {
    long next = (TimeSource.system().now().toEpochMilli() + 1) << 8;
    long unique = LATEST_MESSAGE.updateAndGet(before -> Math.max(before + 1, next));
    byte[] bytes = new byte[8];
    ByteBuffer.wrap(bytes).putLong(grown(unique >>> 8) << 18 | (unique & 0xff) << 10);
    return text(bytes).substring(0, SHARED) + connectionId.substring(SHARED);
  }

  /** Returns a new {@code X-Amzn-Trace-Id}. */
  public static String traceId(long epochSecond) {
    String random = UUID.randomUUID().toString().replace("-", "");
    return "Root=1-" + String.format("%08x", epochSecond) + "-" + random.substring(0, 24);
  }

  private static String text(byte[] bytes) {
    return new String(ENCODER.encode(bytes), StandardCharsets.ISO_8859_1);
  }
}
