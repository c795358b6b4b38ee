package dev.wsemulator.internal.logging;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** Appends lines to a file for each group. A file that failed is opened again for the next line. */
final class FileTarget implements LogTarget {
  private final Path folder;
  private final Map<String, Writer> open = new HashMap<>();

  FileTarget(Path folder) {
    this.folder = folder;
  }

  @Override
  public void write(String group, String line) throws IOException {
    Writer writer = open.get(group);
    if (writer == null) {
      writer = open(folder.resolve(LogGroup.fileName(group)));
      open.put(group, writer);
    }
    try {
      writer.append(line).append('\n');
    } catch (IOException e) {
      open.remove(group);
      closeAfter(e, writer);
      throw e;
    }
  }

  /** Replaces what is not Unicode, where {@link Files#newBufferedWriter} would fail. */
  private static Writer open(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return new BufferedWriter(
        new OutputStreamWriter(
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            StandardCharsets.UTF_8));
  }

  @Override
  public void flush() throws IOException {
    for (Writer writer : open.values()) {
      writer.flush();
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Writer writer : open.values()) {
      try {
        writer.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    open.clear();
    if (failure != null) {
      throw failure;
    }
  }

  private static void closeAfter(IOException cause, Writer writer) {
    try {
      writer.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
