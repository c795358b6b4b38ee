package dev.wsemulator.internal.compression;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates the frames of one client's messages. Frames come one at a time; {@link #close} can be
 * called by another thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.2.2">RFC 7692, decompression</a>
 */
public final class Inflation implements AutoCloseable {
  /** What the sender leaves out at the end of a message. */
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

  private static final int LEAST_ROOM = 256;
  private final boolean forgets;

  /** Guarded by {@code this}; created for the first compressed frame. */
  private @Nullable Inflater inflater;

  private boolean closed;

  /** Creates one for a client with which this is agreed. */
  public Inflation(NegotiatedDeflate agreement) {
    this.forgets = agreement.clientForgets();
  }

  /**
   * Inflates a frame.
   *
   * @param payload the frame's payload, which is read to its end
   * @param last whether it is the last of its message
   * @param limit how many bytes it may become
   * @return the bytes; one more than the limit if there are more
   * @throws DataFormatException if it is not in the format
   */
  public synchronized ByteBuffer inflate(ByteBuffer payload, boolean last, int limit)
      throws DataFormatException {
    if (closed) {
      return ByteBuffer.allocate(0);
    }
    Inflater working = inflater;
    if (working == null) {
      working = new Inflater(true);
      inflater = working;
    }
    int max = limit == Integer.MAX_VALUE ? limit - 8 : limit + 1;
    int likely = (int) Math.min(max, Math.max(LEAST_ROOM, 4L * payload.remaining()));
    Output output = new Output(likely, max);
    output.fill(working, payload);
    if (last) {
      output.fill(working, ByteBuffer.wrap(TAIL));
      if (forgets) {
        working.reset();
      }
    }
    return ByteBuffer.wrap(output.bytes, 0, output.length);
  }

  /** What has been inflated. */
  private static final class Output {
    private final int max;
    private byte[] bytes;
    private int length;

    Output(int likely, int max) {
      this.max = max;
      this.bytes = new byte[likely];
    }

    private void fill(Inflater inflater, ByteBuffer input) throws DataFormatException {
      inflater.setInput(input);
      while (length < max) {
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(max, 2L * length));
        }
        int count = inflater.inflate(bytes, length, bytes.length - length);
        length += count;
        if (count == 0) {
          if (inflater.needsDictionary()) {
            throw new DataFormatException("A message cannot need a dictionary.");
          }
          if (!inflater.finished()) {
            return;
          }
          inflater.reset(); // the sender has ended its stream, and begins another one
          if (!input.hasRemaining()) {
            return;
          }
          inflater.setInput(input);
        }
      }
    }
  }

  /** Releases native memory. */
  @Override
  public synchronized void close() {
    closed = true;
    if (inflater != null) {
      inflater.end();
    }
  }
}
