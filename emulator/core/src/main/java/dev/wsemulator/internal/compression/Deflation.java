package dev.wsemulator.internal.compression;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;

/**
 * Deflates messages. No message refers to one before, so that nothing is kept for a client; every
 * client can read that, whatever was agreed. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.2.1">RFC 7692, compression</a>
 */
public final class Deflation {
  /** The bytes that are left out at the end of a message. */
  private static final int TAIL = 4;

  /** What the ends of blocks may take. */
  private static final int BLOCK_OVERHEAD = 16;

  /**
   * Keeps what follows from referring to what was before. The library has one window only, of 32
   * KB; a smaller one is kept to by parts that are no longer than it.
   */
  private static final int FORGETTING = Deflater.FULL_FLUSH;

  private static final int MOST_SPARE = 8;
  private static final Queue<Deflater> SPARE = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger SPARE_COUNT = new AtomicInteger();

  private final int window;
  private final boolean full;

  /** Creates one for a client with which this is agreed. */
  public Deflation(NegotiatedDeflate agreement) {
    this.window = agreement.serverWindow();
    this.full = agreement.isFullWindow();
  }

  /** Returns the payload of the message's frames. */
  public ByteBuffer deflate(byte[] message) {
    Deflater deflater = take();
    int blocks = 1 + (full ? 0 : message.length / window);
    byte[] output = new byte[message.length + message.length / 8 + (blocks + 4) * BLOCK_OVERHEAD];
    int length = 0;
    int step = full ? message.length : window;
    for (int from = 0; from < message.length; from += step) {
      deflater.setInput(message, from, Math.min(step, message.length - from));
      length +=
          deflater.deflate(
              output, length, output.length - length, full ? Deflater.SYNC_FLUSH : FORGETTING);
    }
    giveBack(deflater);
    return ByteBuffer.wrap(output, 0, length - TAIL);
  }

  private static Deflater take() {
    Deflater spare = SPARE.poll();
    if (spare == null) {
      return new Deflater(Deflater.BEST_SPEED, true);
    }
    SPARE_COUNT.decrementAndGet();
    return spare;
  }

  private static void giveBack(Deflater deflater) {
    if (SPARE_COUNT.incrementAndGet() > MOST_SPARE) {
      SPARE_COUNT.decrementAndGet();
      deflater.end();
    } else {
      deflater.reset();
      SPARE.add(deflater);
    }
  }
}
