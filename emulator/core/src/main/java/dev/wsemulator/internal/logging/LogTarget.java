package dev.wsemulator.internal.logging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The final destination of lines. Used by one thread only. */
public interface LogTarget extends Closeable {

  /** Writes one line. */
  void write(String group, String line) throws IOException;

  /** Returns whether lines of functions are written here, too. */
  default boolean takesFunctions() {
    return true;
  }

  /** Sees to it that others can read what was written. */
  void flush() throws IOException;

  /** Returns a target that prints the lines of all groups, and is not closed. */
  static LogTarget console(Appendable out) {
    return new ConsoleTarget(out);
  }

  /**
   * Returns a target that appends to one file for each group, in a folder that is made when the
   * first line comes.
   *
   * @see LogGroup#fileName(String)
   */
  static LogTarget files(Path folder) {
    return new FileTarget(folder);
  }
}
