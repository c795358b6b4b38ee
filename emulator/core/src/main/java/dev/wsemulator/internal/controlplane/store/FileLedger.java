package dev.wsemulator.internal.controlplane.store;

import dev.wsemulator.internal.file.PrivateFiles;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Keeps changes in a file that is only ever added to: a line for each call, with a checksum, on the
 * disk before the call is answered. An incomplete last line is not an answered call, and is
 * dropped. Not thread-safe.
 */
public final class FileLedger implements Ledger {
  private static final String NAME = "control.log";
  private static final int CHECKSUM = 8;

  private final Path file;
  private final FileChannel lock;
  private final FileChannel out;
  private boolean broken;

  private FileLedger(Path file, FileChannel lock, FileChannel out) {
    this.file = file;
    this.lock = lock;
    this.out = out;
  }

  /**
   * Opens the ledger of a folder, and does with the documents what it says.
   *
   * @throws IllegalStateException if another emulator uses the folder, or the file is damaged
   * @throws UncheckedIOException if it cannot be read or written
   */
  public static FileLedger open(Path folder, Documents documents) {
    try {
      PrivateFiles.createFolder(folder);
      FileChannel lock = lock(folder);
      try {
        Path file = folder.resolve(NAME);
        int calls = Files.exists(file) ? read(file, documents) : 0;
        if (calls != 1) {
          rewrite(file, documents);
        }
        FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE);
        out.position(out.size());
        return new FileLedger(file, lock, out);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The state in " + folder + " cannot be used.", e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        PrivateFiles.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      held = null;
    }
    if (held == null) {
      channel.close();
      throw new IllegalStateException(
          "The state in %s is used by another emulator. End that, or name another folder."
              .formatted(folder));
    }
    return channel;
  }

  /** Does what a file says, and returns how many calls it holds; cuts an unfinished one off. */
  private static int read(Path file, Documents documents) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int calls = 0;
    int begin = 0;
    for (int end = lineEnd(all, begin); end >= 0; end = lineEnd(all, begin)) {
      Optional<List<Change>> changes = parse(all, begin, end);
      if (changes.isEmpty()) {
        if (end + 1 < all.length) {
          throw new IllegalStateException(
              "%s is damaged at byte %d, and not at its end. Restore it, or start with another folder."
                  .formatted(file, begin));
        }
        break;
      }
      changes.get().forEach(documents::apply);
      calls++;
      begin = end + 1;
    }
    if (begin < all.length) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(begin);
        channel.force(true);
      }
    }
    return calls;
  }

  private static int lineEnd(byte[] all, int begin) {
    for (int i = begin; i < all.length; i++) {
      if (all[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static Optional<List<Change>> parse(byte[] all, int begin, int end) {
    int start = begin + CHECKSUM + 1;
    if (start > end) {
      return Optional.empty();
    }
    String checksum = new String(all, begin, CHECKSUM, StandardCharsets.US_ASCII);
    byte[] json = java.util.Arrays.copyOfRange(all, start, end);
    return checksum.equals(checksum(json))
        ? Json.parse(json).map(FileLedger::changes)
        : Optional.empty();
  }

  private static List<Change> changes(Json list) {
    List<Change> changes = new ArrayList<>();
    for (Json each : list.elements()) {
      String path = each.child("path").flatMap(Json::string).orElseThrow();
      Object document = each.child("document").map(Json::value).orElse(null);
      changes.add(new Change(path, document == null ? null : Document.of(document)));
    }
    return changes;
  }

  private static String checksum(byte[] json) {
    CRC32 crc = new CRC32();
    crc.update(json);
    return "%08x".formatted(crc.getValue());
  }

  private static byte[] line(List<Change> changes) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Change change : changes) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("path", change.path());
      one.put("document", change.document() == null ? null : change.document().members());
      list.add(one);
    }
    byte[] json = JsonText.of(list).getBytes(StandardCharsets.UTF_8);
    byte[] head = (checksum(json) + " ").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + json.length + 1)
        .put(head)
        .put(json)
        .put((byte) '\n')
        .array();
  }

  /** Writes a new file with what there is, and puts it in the place of the old one. */
  private static void rewrite(Path file, Documents documents) throws IOException {
    List<Change> all = new ArrayList<>();
    documents.all().forEach((path, document) -> all.add(new Change(path, document)));
    Path next = file.resolveSibling(NAME + ".new");
    try (FileChannel channel =
        PrivateFiles.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      write(channel, line(all));
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Disk.sync(file.resolveSibling(""));
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
      channel.write(rest);
    }
  }

  @Override
  public void append(List<Change> changes) {
    try {
      if (broken) {
        throw new IOException("an earlier change was written in part, and could not be taken back");
      }
      long before = out.position();
      try {
        write(out, line(changes));
        out.force(false);
      } catch (IOException e) {
        broken = true;
        out.truncate(before);
        out.force(true);
        broken = false;
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The change cannot be written to " + file + ".", e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " cannot be closed.", e);
    }
  }
}
