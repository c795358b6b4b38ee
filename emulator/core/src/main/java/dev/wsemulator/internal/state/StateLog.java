package dev.wsemulator.internal.state;

import dev.wsemulator.internal.file.Disk;
import dev.wsemulator.internal.file.PrivateFiles;
import dev.wsemulator.internal.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JSON values by path in a file that is only ever added to: a line for the changes that are
 * made together, with a checksum. What {@link #append} has taken survives the end of the process,
 * however it ends; what {@link #force} has returned for survives a power failure as well. Threads
 * that wait for the disk at the same time wait for one write of all. An unfinished last line is
 * dropped. The file is written anew when most of it is outdated. Thread-safe.
 */
public final class StateLog implements AutoCloseable {
  private static final long LEAST_GARBAGE = 1L << 20;
  private static final int LINE_OVERHEAD = 40;

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition isForced = lock.newCondition();

  /** Where the values are that count; guarded by the lock, as everything below. */
  private final NavigableMap<String, Place> places = new TreeMap<>();

  private RandomAccessFile out;
  private long size;
  private long live;
  private long appended;
  private long forced;
  private boolean isForcing;
  private boolean isBroken;
  private boolean isClosed;

  /** A value in the file: where its line begins, and how long it is about. */
  private record Place(long position, int length) {}

  private StateLog(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      size = new StateReader(file).read((path, value, at) -> note(path, value, at));
    }
    if (size == 0 || isMostlyOutdated(0)) {
      rewrite();
    }
    out = opened();
  }

  /**
   * Opens a log; the file is created if need be.
   *
   * @throws IllegalStateException if the file is damaged, or was written by another version
   * @throws UncheckedIOException if it cannot be read or written
   */
  public static StateLog open(Path file) {
    try {
      PrivateFiles.createFolder(file.toAbsolutePath().resolveSibling(""));
      return new StateLog(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The state in " + file + " cannot be used.", e);
    }
  }

  private void note(String path, Json value, long position) {
    note(path, value.isNull() ? null : new Place(position, path.length() + length(value)));
  }

  private static int length(Json value) {
    return value.text().length() + LINE_OVERHEAD;
  }

  private void note(String path, @Nullable Place place) {
    if (place == null) {
      forget(places.remove(path));
      SortedMap<String, Place> below = places.subMap(path + "/", path + "0");
      below.values().forEach(this::forget);
      below.clear();
    } else {
      forget(places.put(path, place));
      live += place.length();
    }
  }

  private void forget(@Nullable Place place) {
    live -= place == null ? 0 : place.length();
  }

  private boolean isMostlyOutdated(long least) {
    return size - live > Math.max(live, least);
  }

  private RandomAccessFile opened() throws IOException {
    RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
    opened.setLength(size); // without an unfinished line
    opened.seek(size);
    return opened;
  }

  /** Returns whether something is kept. */
  public boolean isEmpty() {
    lock.lock();
    try {
      return places.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the paths of what is kept below a path. */
  public NavigableSet<String> below(String path) {
    lock.lock();
    try {
      return new TreeSet<>(places.subMap(path + "/", path + "0").keySet());
    } finally {
      lock.unlock();
    }
  }

  /** Hands over everything that is kept, in the order in which it was kept. */
  public void read(BiConsumer<String, Json> each) {
    lock.lock();
    try {
      new StateReader(file)
          .read(
              (path, value, at) -> {
                Place place = places.get(path);
                if (place != null && place.position() == at && !value.isNull()) {
                  each.accept(path, value);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException("The state in " + file + " cannot be read.", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes changes, all or none of them.
   *
   * @return what to {@link #force}
   * @throws UncheckedIOException if they cannot be kept
   */
  public long append(List<StateChange> changes) {
    byte[] line = StateLine.of(changes);
    lock.lock();
    try {
      check();
      write(line);
      for (StateChange change : changes) {
        String json = change.json();
        int length = json == null ? 0 : json.length() + change.path().length() + LINE_OVERHEAD;
        note(change.path(), json == null ? null : new Place(size, length));
      }
      size += line.length;
      appended++;
      if (isMostlyOutdated(LEAST_GARBAGE)) {
        renew();
      }
      return appended;
    } catch (IOException e) {
      throw new UncheckedIOException("The change cannot be written to " + file + ".", e);
    } finally {
      lock.unlock();
    }
  }

  private void check() throws IOException {
    if (isBroken || isClosed) {
      throw new IOException(
          isClosed ? "it is closed" : "an earlier change was written in part, or not for sure");
    }
  }

  private void write(byte[] line) throws IOException {
    try {
      out.write(line);
    } catch (IOException e) {
      isBroken = true;
      out.setLength(size);
      out.seek(size);
      isBroken = false;
      throw e;
    }
  }

  /**
   * Returns when changes, and all before them, are on the disk.
   *
   * @param change what {@link #append} has returned
   * @throws UncheckedIOException if they cannot be kept
   */
  public void force(long change) {
    lock.lock();
    try {
      while (forced < change) {
        check();
        if (isForcing) {
          isForced.awaitUninterruptibly();
        } else {
          forceAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The changes of " + file + " do not get to the disk.", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when everything that has been taken is on the disk.
   *
   * @throws UncheckedIOException if it does not get there
   */
  public void force() {
    long all;
    lock.lock();
    try {
      all = appended;
    } finally {
      lock.unlock();
    }
    force(all);
  }

  /** Forces what there is, while others append. */
  private void forceAll() throws IOException {
    long all = appended;
    RandomAccessFile target = out;
    isForcing = true;
    lock.unlock();
    boolean isDone = false;
    try {
      target.getFD().sync();
      isDone = true;
    } finally {
      lock.lock();
      isForcing = false;
      isBroken |= !isDone; // nobody knows what a disk has that has failed
      forced = isDone ? Math.max(forced, all) : forced;
      isForced.signalAll();
    }
  }

  /** Writes a new file while the log is in use. */
  private void renew() throws IOException {
    while (isForcing) {
      isForced.awaitUninterruptibly();
    }
    RandomAccessFile old = out;
    rewrite();
    out = opened();
    old.close();
    forced = appended;
  }

  /** Writes a new file with what there is, and puts it in the place of the old one. */
  private void rewrite() throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    NavigableMap<String, Place> moved = new TreeMap<>();
    try (var channel =
        PrivateFiles.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream lines = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      long length = copy(lines, moved);
      lines.flush();
      channel.force(true);
      size = length;
    }
    places.clear();
    places.putAll(moved);
    live = places.values().stream().mapToLong(Place::length).sum();
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Disk.sync(file.toAbsolutePath().resolveSibling(""));
  }

  private long copy(OutputStream lines, NavigableMap<String, Place> moved) throws IOException {
    byte[] head = StateLine.head();
    lines.write(head);
    long[] position = {head.length};
    if (Files.exists(file)) {
      new StateReader(file)
          .read(
              (path, value, at) -> {
                Place place = places.get(path);
                if (place != null && place.position() == at && !value.isNull()) {
                  byte[] line = StateLine.of(List.of(new StateChange(path, value.text())));
                  add(lines, line);
                  moved.put(path, new Place(position[0], place.length()));
                  position[0] += line.length;
                }
              });
    }
    return position[0];
  }

  private static void add(OutputStream lines, byte[] line) {
    try {
      lines.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      while (isForcing) {
        isForced.awaitUninterruptibly();
      }
      isForced.signalAll();
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " cannot be closed.", e);
    } finally {
      lock.unlock();
    }
  }
}
