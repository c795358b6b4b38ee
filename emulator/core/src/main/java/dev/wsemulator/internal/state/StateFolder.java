package dev.wsemulator.internal.state;

import dev.wsemulator.internal.file.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder where an emulator keeps its state, for itself alone until it ends. Thread-safe. */
public final class StateFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private StateFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes a folder, which is created if need be.
   *
   * @throws IllegalStateException if another emulator has it
   * @throws UncheckedIOException if it cannot be used
   */
  public static StateFolder open(Path path) {
    try {
      PrivateFiles.createFolder(path);
      FileChannel channel =
          PrivateFiles.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isTaken(channel)) {
        channel.close();
        throw new IllegalStateException(
            "The state in %s is used by another emulator. End that, or name another folder."
                .formatted(path));
      }
      return new StateFolder(path, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("The state in " + path + " cannot be used.", e);
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) { // an emulator of this JVM
      return false;
    }
  }

  /** Returns where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + path + " cannot be released.", e);
    }
  }
}
