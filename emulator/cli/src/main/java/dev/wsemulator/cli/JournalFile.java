package dev.wsemulator.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.journal.JournalEntry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes journal entries as JSON lines, on a thread of its own so that nobody waits for the disk.
 */
final class JournalFile implements Consumer<JournalEntry>, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);

  private final Path path;
  private final BufferedWriter out;

  /** Whether a line was lost; only the writer's thread uses it. */
  private boolean failed;

  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "journal");
            thread.setDaemon(true);
            return thread;
          });

  private JournalFile(Path path, BufferedWriter out) {
    this.path = path;
    this.out = out;
  }

  /**
   * Creates the file, or empties it.
   *
   * @throws UncheckedIOException if that is not possible; the message says what to do
   */
  static JournalFile open(Path path) {
    try {
      return new JournalFile(path, Files.newBufferedWriter(path));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The journal %s cannot be written (%s). Name another file with --journal."
              .formatted(path, e),
          e);
    }
  }

  @Override
  public void accept(JournalEntry entry) {
    try {
      writer.execute(() -> write(entry));
    } catch (RejectedExecutionException closed) {
      // What happens after the end of the journal is not in it.
      return;
    }
  }

  private void write(JournalEntry entry) {
    if (failed) {
      return;
    }
    try {
      out.write(JSON.writeValueAsString(fields(entry)));
      out.newLine();
      out.flush();
    } catch (IOException e) {
      failed = true;
      LOG.warn("The journal {} ends here, because it cannot be written: {}", path, e.toString());
    }
  }

  static Map<String, Object> fields(JournalEntry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", entry.getClass().getSimpleName());
    for (RecordComponent component : entry.getClass().getRecordComponents()) {
      try {
        Object value = component.getAccessor().invoke(entry);
        boolean plain =
            value == null
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean;
        fields.put(component.getName(), plain ? value : value.toString());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("A journal entry cannot be read.", e);
      }
    }
    return fields;
  }

  @Override
  public void close() {
    writer.shutdown();
    try {
      if (writer.awaitTermination(1, TimeUnit.SECONDS)) {
        out.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("The end of the journal {} cannot be written: {}", path, e.toString());
    }
  }
}
