package dev.wsemulator.internal.logging;

import java.io.Flushable;
import java.io.IOException;

/**
 * Prints lines unchanged: they may be JSON for a pipe. Those of functions are left out, as loggers
 * show what functions write.
 */
final class ConsoleTarget implements LogTarget {
  private final Appendable out;

  ConsoleTarget(Appendable out) {
    this.out = out;
  }

  @Override
  public void write(String group, String line) throws IOException {
    out.append(line).append('\n');
  }

  @Override
  public boolean takesFunctions() {
    return false;
  }

  @Override
  public void flush() throws IOException {
    if (out instanceof Flushable flushable) {
      flushable.flush();
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
