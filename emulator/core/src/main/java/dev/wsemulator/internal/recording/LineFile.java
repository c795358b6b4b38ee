package dev.wsemulator.internal.recording;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file to which lines are written by a thread of its own, so that nobody waits for the disk.
 * Thread-safe.
 */
public final class LineFile implements Consumer<String>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);
  private static final long PATIENCE_SECONDS = 5;

  private final Path path;
  private final BufferedWriter out;
  private final ExecutorService writer;

  /** Whether a line was lost; only the writer's thread uses it. */
  private boolean failed;

  private LineFile(Path path, BufferedWriter out) {
    this.path = path;
    this.out = out;
    this.writer =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "wsemulator-file");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Creates the file, or empties it.
   *
   * @throws UncheckedIOException if that is not possible; the message says what to do
   */
  public static LineFile open(Path path) {
    try {
      return new LineFile(path, Files.newBufferedWriter(path));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The file %s cannot be written (%s). Name another one.".formatted(path, e), e);
    }
  }

  @Override
  public void accept(String line) {
    try {
      writer.execute(() -> write(line));
    } catch (RejectedExecutionException closed) {
      LOG.debug("{} is closed, and does not have: {}", path, line, closed);
    }
  }

  private void write(String line) {
    if (failed) {
      return;
    }
    try {
      out.write(line);
      out.newLine();
      out.flush();
    } catch (IOException e) {
      failed = true;
      LOG.warn("{} ends here, because it cannot be written: {}", path, e.toString());
    }
  }

  @Override
  public void close() {
    writer.shutdown();
    try {
      if (writer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        out.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("The end of {} cannot be written: {}", path, e.toString());
    }
  }
}
