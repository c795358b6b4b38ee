package dev.wsemulator.internal.logging;

import dev.wsemulator.internal.file.PrivateFiles;
import java.io.IOException;
import java.io.Writer;
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

  private static Writer open(Path file) throws IOException {
    PrivateFiles.createFolder(file.resolveSibling(""));
    return PrivateFiles.writer(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
