package dev.wsemulator.junit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A WebSocket frame on the wire, valid or invalid: only values that do not fit into a frame are
 * rejected. Immutable, if the payload is not modified.
 *
 * @param head its first byte: whether it is the last of its message (FIN), three reserved bits, and
 *     four of opcode
 * @param masked whether the payload is masked, as every frame of a client must be and none of a
 *     server's may be
 * @param payload the bytes, without the mask
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, 5.2</a>
 */
public record Frame(int head, boolean masked, byte[] payload) {
  /** The opcode of a further part of a message. */
  public static final int CONTINUATION = 0;

  /** The opcode of a text message. */
  public static final int TEXT = 1;

  /** The opcode of a binary message. */
  public static final int BINARY = 2;

  /** The opcode of a close frame. */
  public static final int CLOSE = 8;

  /** The opcode of a ping. */
  public static final int PING = 9;

  /** The opcode of a pong. */
  public static final int PONG = 10;

  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};
  private static final int NO_CODE = 1005;

  private static final int FIN = 0x80;

  /** Checks that the head is one byte. */
  public Frame {
    if (head < 0 || head > 0xff) {
      throw new IllegalArgumentException(
          "The head of a frame is one byte, not %d.".formatted(head));
    }
  }

  /** Returns a client's frame with a whole message or a control frame. */
  public static Frame of(int opcode, byte[] payload) {
    if (opcode < 0 || opcode > 15) {
      throw new IllegalArgumentException(
          "A frame has four bits of opcode: %d does not fit.".formatted(opcode));
    }
    return new Frame(FIN | opcode, true, payload);
  }

  /** Returns whether it is the last of its message. */
  public boolean last() {
    return (head & FIN) != 0;
  }

  /** Returns the three reserved bits; a server fails the connection unless they are 0. */
  public int reserved() {
    return head >> 4 & 7;
  }

  /** Returns 0 for a continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong; up to 15. */
  public int opcode() {
    return head & 15;
  }

  /** Returns a client's text message in one frame. */
  public static Frame text(String text) {
    return of(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a client's ping. */
  public static Frame ping(String text) {
    return of(PING, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a client's close frame; any code can be in it, also one that must not. */
  public static Frame close(int code, String reason) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.write(code >> 8);
    payload.write(code);
    payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
    return of(CLOSE, payload.toByteArray());
  }

  /**
   * Returns a client's text message in several frames of at most so many bytes each; the cuts may
   * go through a character, as they may on the wire.
   */
  public static List<Frame> fragments(String text, int bytes) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    List<Frame> frames = new ArrayList<>();
    for (int from = 0; from == 0 || from < all.length; from += bytes) {
      int to = Math.min(all.length, from + bytes);
      Frame part = of(from == 0 ? TEXT : CONTINUATION, Arrays.copyOfRange(all, from, to));
      frames.add(to < all.length ? part.notLast() : part);
    }
    return frames;
  }

  /** Returns this frame as one that others of its message follow. */
  public Frame notLast() {
    return new Frame(head & ~FIN, masked, payload);
  }

  /** Returns this frame without a mask, which no client may send. */
  public Frame unmasked() {
    return new Frame(head, false, payload);
  }

  /** Returns this frame with these reserved bits, 0 to 7. */
  public Frame withReserved(int bits) {
    if (bits < 0 || bits > 7) {
      throw new IllegalArgumentException(
          "A frame has three reserved bits: %d does not fit.".formatted(bits));
    }
    return new Frame(head & ~0x70 | bits << 4, masked, payload);
  }

  /** Returns the payload as text; invalid UTF-8 becomes replacement characters. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** Returns whether this is a close frame. */
  public boolean isClose() {
    return opcode() == CLOSE;
  }

  /** Returns what a close frame says: 1005 if it has no code. */
  public CloseStatus closeStatus() {
    if (payload.length < 2) {
      return new CloseStatus(NO_CODE, "");
    }
    int code = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    return new CloseStatus(
        code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
  }

  /** Returns the frame's bytes on the wire, for a test that sends only a part of them. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(head);
    writeLength(out);
    if (masked) {
      out.writeBytes(MASK);
    }
    for (int i = 0; i < payload.length; i++) {
      out.write(masked ? payload[i] ^ MASK[i % MASK.length] : payload[i]);
    }
    return out.toByteArray();
  }

  private void writeLength(ByteArrayOutputStream out) {
    int mask = masked ? 0x80 : 0;
    if (payload.length < 126) {
      out.write(mask | payload.length);
    } else if (payload.length < 65_536) {
      out.write(mask | 126);
      out.write(payload.length >> 8);
      out.write(payload.length);
    } else {
      out.write(mask | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) payload.length >> shift));
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame frame && Arrays.equals(frame.bytes(), bytes());
  }

  @Override
  public int hashCode() {
    return Objects.hash(head, masked, Arrays.hashCode(payload));
  }

  /** Returns what it is, in words. */
  @Override
  public String toString() {
    String name =
        switch (opcode()) {
          case CONTINUATION -> "continuation";
          case TEXT -> "text";
          case BINARY -> "binary";
          case CLOSE -> "close";
          case PING -> "ping";
          case PONG -> "pong";
          default -> "unknown (opcode " + opcode() + ")";
        };
    String content =
        switch (opcode()) {
          case CLOSE -> (closeStatus().code() + " " + closeStatus().reason()).strip();
          case BINARY -> payload.length + " bytes";
          default -> '"' + text() + '"';
        };
    return "a " + name + " frame" + (last() ? ": " : ", more to come: ") + content;
  }
}
