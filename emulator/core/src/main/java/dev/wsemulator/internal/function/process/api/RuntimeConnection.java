package dev.wsemulator.internal.function.process.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * What is answered by one connection. An answer may be kept until another follows, as each write
 * wakes the runtime. Thread-safe.
 */
final class RuntimeConnection {
  private static final byte[] NOTHING = {};

  private final OutputStream out;
  private byte[] kept = NOTHING;

  RuntimeConnection(OutputStream out) {
    this.out = out;
  }

  /** Keeps an answer until {@link #flush} or the next {@link #write}. */
  synchronized void keep(byte[] answer) {
    kept = joined(answer);
  }

  /** Writes an answer, behind those that were kept. */
  synchronized void write(byte[] answer) throws IOException {
    byte[] all = joined(answer);
    kept = NOTHING;
    out.write(all);
  }

  /** Writes what was kept. */
  synchronized void flush() throws IOException {
    if (kept.length > 0) {
      write(NOTHING);
    }
  }

  private byte[] joined(byte[] answer) {
    if (kept.length == 0) {
      return answer;
    }
    byte[] all = Arrays.copyOf(kept, kept.length + answer.length);
    System.arraycopy(answer, 0, all, kept.length, answer.length);
    return all;
  }
}
