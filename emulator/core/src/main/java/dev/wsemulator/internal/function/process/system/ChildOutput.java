package dev.wsemulator.internal.function.process.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines that a child process writes. No thread blocks in reading them: a caller takes what has
 * been written until now, so that a function's lines are in its log before its answer is delivered.
 * Thread-safe.
 */
public final class ChildOutput {
  private static final Logger LOG = LoggerFactory.getLogger(ChildOutput.class);

  /** A line that does not end is written in parts of this length. */
  private static final int LONGEST = 256 * 1024;

  private static final int BUFFER = 8 * 1024;

  private final InputStream in;
  private final Consumer<String> lines;

  /** Guarded by this, as all below. */
  private final byte[] buffer = new byte[BUFFER];

  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private boolean ended;

  /**
   * Reads nothing yet.
   *
   * @param lines takes each line; one with carriage returns inside is a message of several lines
   */
  public ChildOutput(InputStream in, Consumer<String> lines) {
    this.in = in;
    this.lines = lines;
  }

  /** Takes what has been written; returns whether there was anything. */
  public synchronized boolean take() {
    boolean any = false;
    try {
      while (!ended && in.available() > 0) {
        int read = in.read(buffer, 0, Math.min(buffer.length, in.available()));
        if (read <= 0) {
          return any;
        }
        any = true;
        split(read);
      }
    } catch (IOException e) {
      LOG.trace("The output of a child process has ended.", e);
    }
    return any;
  }

  /** Takes what has been written, a line without an end too: nothing is written any more. */
  public synchronized void end() {
    take();
    if (begun.size() > 0) {
      write();
    }
    ended = true;
  }

  private void split(int read) {
    int from = 0;
    for (int i = 0; i < read; i++) {
      if (buffer[i] == '\n') {
        begun.write(buffer, from, i - from);
        write();
        from = i + 1;
      }
    }
    begun.write(buffer, from, read - from);
    if (begun.size() > LONGEST) {
      write();
    }
  }

  private void write() {
    String text = begun.toString(StandardCharsets.UTF_8);
    begun.reset();
    int end = text.endsWith("\r") ? text.length() - 1 : text.length();
    lines.accept(text.substring(0, end).replace('\r', '\n'));
  }
}
