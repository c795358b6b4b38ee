package dev.wsemulator.internal.function.process.api;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection, with bodies of a known length or in chunks. Not
 * thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">HTTP/1.1</a>
 */
public final class RuntimeRequestReader {
  private static final int BUFFER = 16 * 1024;
  private static final int LONGEST_LINE = 128 * 1024;
  private static final int MOST_HEADERS = 100;

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;

  /**
   * Reads nothing yet.
   *
   * @param longest how much of a body is kept
   */
  public RuntimeRequestReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Returns whether a request has begun to arrive that has not been read. */
  public boolean hasMore() {
    return position < limit;
  }

  /**
   * Returns the next request, or {@code null} at the end of the connection.
   *
   * @throws ProtocolException if it is not HTTP
   * @throws EOFException if it ends in the midst of a request
   */
  @Nullable RuntimeRequest next() throws IOException {
    String start = line(true);
    if (start == null) {
      return null;
    }
    String[] parts = start.split(" ", 3);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("This is not a request of HTTP/1.1: " + start);
    }
    Map<String, String> headers = new HashMap<>();
    readHeaders(headers);
    Body body = new Body();
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      readChunks(body);
      readHeaders(headers);
    } else if (headers.containsKey("content-length")) {
      body.read(length(headers.get("content-length"), 10));
    }
    return new RuntimeRequest(parts[0], parts[1], headers, body.bytes(), body.size);
  }

  private void readHeaders(Map<String, String> headers) throws IOException {
    String header = required();
    while (!header.isEmpty()) {
      int colon = header.indexOf(':');
      if (colon < 1 || headers.size() >= MOST_HEADERS) {
        throw new ProtocolException("This is not a header, or one too many: " + header);
      }
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
      header = required();
    }
  }

  private void readChunks(Body body) throws IOException {
    long length = chunkLength();
    while (length > 0) {
      body.read(length);
      required();
      length = chunkLength();
    }
  }

  private long chunkLength() throws IOException {
    return length(required().split(";", 2)[0].strip(), 16);
  }

  private static long length(String text, int radix) throws ProtocolException {
    try {
      long length = Long.parseLong(text, radix);
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException e) {
      throw (ProtocolException) new ProtocolException("Not a length: " + text).initCause(e);
    }
    throw new ProtocolException("Not a length: " + text);
  }

  /** A body, of which too much is counted but not kept. */
  private final class Body {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private byte @Nullable [] whole;
    private long size;

    void read(long length) throws IOException {
      if (size == 0 && length <= longest) {
        whole = exactly((int) length);
        size = length;
        return;
      }
      if (whole != null) {
        kept.write(whole);
        whole = null;
      }
      size += length;
      for (long left = length; left > 0; ) {
        if (position == limit && !fill()) {
          throw new EOFException("The connection ends in the midst of a body.");
        }
        int taken = (int) Math.min(left, limit - position);
        kept.write(buffer, position, Math.max(0, Math.min(taken, longest - kept.size())));
        position += taken;
        left -= taken;
      }
    }

    byte[] bytes() {
      return whole != null ? whole : kept.toByteArray();
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = new byte[length];
    int known = Math.min(length, limit - position);
    System.arraycopy(buffer, position, bytes, 0, known);
    position += known;
    if (in.readNBytes(bytes, known, length - known) < length - known) {
      throw new EOFException("The connection ends in the midst of a body.");
    }
    return bytes;
  }

  private String required() throws IOException {
    String line = line(false);
    if (line == null) {
      throw new EOFException("The connection ends in the midst of a request.");
    }
    return line;
  }

  private @Nullable String line(boolean mayEnd) throws IOException {
    ByteArrayOutputStream begun = null;
    while (true) {
      if (position == limit && !fill()) {
        if (mayEnd && begun == null) {
          return null;
        }
        throw new EOFException("The connection ends in the midst of a request.");
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      if (end < limit && begun == null) {
        String line = text(buffer, position, end);
        position = end + 1;
        return line;
      }
      begun = begun == null ? new ByteArrayOutputStream() : begun;
      begun.write(buffer, position, end - position);
      position = Math.min(end + 1, limit);
      if (begun.size() > LONGEST_LINE) {
        throw new ProtocolException("A line of a request is too long.");
      }
      if (end < limit) {
        return text(begun.toByteArray(), 0, begun.size());
      }
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }
}
