package dev.wsemulator.it.conformance;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A frame as it came or goes.
 *
 * @param head the first byte: FIN, reserved bits and opcode
 * @param payload the bytes, without a mask
 */
record Frame(int head, byte[] payload) {
  /** The first byte of an unfragmented text frame. */
  static final int TEXT = 0x81;

  static final int TEXT_WITH_MORE = 0x01;
  static final int MORE = 0x00;
  static final int LAST = 0x80;
  static final int BINARY = 0x82;
  static final int CLOSE = 0x88;
  static final int PING = 0x89;
  static final int PONG = 0x8A;
  static final int COMPRESSED = 0x40;

  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

  static Frame read(DataInputStream in) throws IOException {
    int head = in.readUnsignedByte();
    long length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    return new Frame(head, in.readNBytes((int) length));
  }

  /** Returns a close frame's payload. */
  static byte[] closing(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    byte[] payload = new byte[2 + text.length];
    payload[0] = (byte) (code >> 8);
    payload[1] = (byte) code;
    System.arraycopy(text, 0, payload, 2, text.length);
    return payload;
  }

  /** Returns the bytes that a client sends. */
  byte[] masked() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(head);
    if (payload.length < 126) {
      bytes.write(0x80 | payload.length);
    } else if (payload.length < 65536) {
      bytes.write(0x80 | 126);
      bytes.write(payload.length >> 8);
      bytes.write(payload.length);
    } else {
      bytes.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes.write((int) ((long) payload.length >> shift));
      }
    }
    bytes.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      bytes.write(payload[i] ^ MASK[i % 4]);
    }
    return bytes.toByteArray();
  }

  String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** Returns the status of a close frame; 1005 if it has none. */
  int closeCode() {
    return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
  }

  /** Returns the reason of a close frame. */
  String closeReason() {
    return payload.length < 3
        ? ""
        : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
  }
}
