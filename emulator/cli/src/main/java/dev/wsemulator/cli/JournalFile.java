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

/**
 * Writes journal entries as JSON lines, on a thread of its own so that nobody waits for the disk.
 */
final class JournalFile implements Consumer<JournalEntry>, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedWriter out;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "journal");
            thread.setDaemon(true);
            return thread;
          });

  private JournalFile(BufferedWriter out) {
    this.out = out;
  }

  /** Creates the file, or empties it. */
  static JournalFile open(Path file) throws IOException {
    return new JournalFile(Files.newBufferedWriter(file));
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
    try {
      out.write(JSON.writeValueAsString(fields(entry)));
      out.newLine();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The journal cannot be written.", e);
    }
  }

  static Map<String, Object> fields(JournalEntry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", entry.getClass().getSimpleName());
    for (RecordComponent component : entry.getClass().getRecordComponents()) {
      try {
        Object value = component.getAccessor().invoke(entry);
        boolean plain = value == null || value instanceof String || value instanceof Number;
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
      throw new UncheckedIOException("The journal cannot be written.", e);
    }
  }
}
