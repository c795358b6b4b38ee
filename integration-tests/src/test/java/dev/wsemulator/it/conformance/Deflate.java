package dev.wsemulator.it.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The payload of a compressed message.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.2">RFC 7692</a>
 */
final class Deflate {
  private static final byte[] TAIL = {0, 0, -1, -1};

  private Deflate() {}

  static byte[] deflated(byte[] message) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(message);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      while (length > 0) {
        out.write(buffer, 0, length);
        length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      }
      return Arrays.copyOf(out.toByteArray(), out.size() - TAIL.length);
    } finally {
      deflater.end();
    }
  }

  static byte[] inflated(byte[] payload) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      byte[] whole = Arrays.copyOf(payload, payload.length + TAIL.length);
      System.arraycopy(TAIL, 0, whole, payload.length, TAIL.length);
      inflater.setInput(whole);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      for (int length = inflater.inflate(buffer); length > 0; length = inflater.inflate(buffer)) {
        out.write(buffer, 0, length);
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new IOException("The payload is not compressed as agreed.", e);
    } finally {
      inflater.end();
    }
  }
}
