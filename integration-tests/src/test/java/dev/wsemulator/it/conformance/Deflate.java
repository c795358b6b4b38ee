package dev.wsemulator.it.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The payloads of one connection's compressed messages, each of which may refer to those before it.
 * Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.2">RFC 7692</a>
 */
final class Deflate implements AutoCloseable {
  private static final byte[] TAIL = {0, 0, -1, -1};

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final Inflater inflater = new Inflater(true);

  byte[] deflated(byte[] message) {
    deflater.setInput(message);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
    while (length > 0) {
      out.write(buffer, 0, length);
      length =
          length < buffer.length
              ? 0
              : deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
    }
    return Arrays.copyOf(out.toByteArray(), out.size() - TAIL.length);
  }

  byte[] inflated(byte[] payload) throws IOException {
    byte[] whole = Arrays.copyOf(payload, payload.length + TAIL.length);
    System.arraycopy(TAIL, 0, whole, payload.length, TAIL.length);
    inflater.setInput(whole);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    try {
      for (int length = inflater.inflate(buffer); length > 0; length = inflater.inflate(buffer)) {
        out.write(buffer, 0, length);
      }
    } catch (DataFormatException e) {
      throw new IOException("The payload is not compressed as agreed.", e);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    deflater.end();
    inflater.end();
  }
}
