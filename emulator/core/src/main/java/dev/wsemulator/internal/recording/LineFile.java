package dev.wsemulator.internal.recording;

import dev.wsemulator.internal.file.PrivateFiles;
import dev.wsemulator.journal.Recording;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file to which a reader writes lines. Thread-safe. */
public final class LineFile implements Consumer<String>, Recording {
  private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);

  private final Path path;
  private final BufferedWriter out;

  /** Whether it is closed, or lines were lost. Guarded by {@code this}. */
  private boolean ended;

  private LineFile(Path path, BufferedWriter out) {
    this.path = path;
    this.out = out;
  }

  /**
   * Creates the file, or empties it.
   *
   * @throws UncheckedIOException if that is not possible; the message says what to do
   */
  public static LineFile open(Path path) {
    try {
      return new LineFile(
          path,
          PrivateFiles.writer(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The file %s cannot be written (%s). Name another one.".formatted(path, e), e);
    }
  }

  /** Writes lines, each with its end. */
  @Override
  public synchronized void accept(String lines) {
    if (ended) {
      return;
    }
    try {
      out.write(lines);
      out.flush();
    } catch (IOException e) {
      ended = true;
      LOG.warn("{} ends here, because it cannot be written: {}", path, e.toString());
    }
  }

  @Override
  public synchronized void close() {
    ended = true;
    try {
      out.close();
    } catch (IOException e) {
      LOG.warn("The end of {} cannot be written: {}", path, e.toString());
    }
  }
}
