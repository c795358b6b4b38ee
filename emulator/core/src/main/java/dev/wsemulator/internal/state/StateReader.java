package dev.wsemulator.internal.state;

import dev.wsemulator.internal.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a log from its begin. Used by one thread. */
final class StateReader {

  private final Path file;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private long position;
  private int number;

  StateReader(Path file) {
    this.file = file;
  }

  /** Takes the changes of a log. */
  interface Changes {
    /**
     * Takes one change.
     *
     * @param path what has changed
     * @param value what it is now; a JSON {@code null} if it is gone
     * @param position where its line begins
     */
    void take(String path, Json value, long position);
  }

  /**
   * Reads all whole lines, and returns where they end; an unfinished line may follow.
   *
   * @throws IllegalStateException if a line is damaged that is not the last, or the log was written
   *     by another version
   */
  long read(Changes changes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] line = next(in); line != null; line = next(in)) {
        number++;
        Optional<Json> content = StateLine.parse(line);
        if (content.isEmpty()) {
          if (has(in)) {
            throw damaged();
          }
          return position;
        }
        take(content.get(), changes);
        position += line.length + 1L;
      }
      return position;
    }
  }

  private void take(Json content, Changes changes) {
    content.child("format").flatMap(Json::integer).ifPresent(this::check);
    for (Json change : content.elements()) {
      String path = change.child("path").flatMap(Json::string).orElseThrow(this::damaged);
      changes.take(path, change.child("document").orElseThrow(this::damaged), position);
    }
  }

  private void check(int format) {
    if (format != StateLine.FORMAT) {
      throw new IllegalStateException(
          "%s, line %d: another version of the emulator has written this (format %d, and not %d). Use that version, or start with another folder."
              .formatted(file, number, format, StateLine.FORMAT));
    }
  }

  private IllegalStateException damaged() {
    return new IllegalStateException(
        "%s, line %d: the file is damaged, and not at its end. Restore it, delete the line if you can do without what it kept, or start with another folder."
            .formatted(file, number));
  }

  /** Returns the next line without its end, or {@code null} if there is no whole one. */
  private byte @Nullable [] next(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    while (has(in)) {
      int begin = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      line.write(buffer, begin, at - begin);
      if (at < end) {
        at++;
        return line.toByteArray();
      }
    }
    return null;
  }

  /** Returns whether there is more, in the buffer then. */
  private boolean has(InputStream in) throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer));
    }
    return at < end;
  }
}
