package dev.wsemulator.internal.aws.fetch;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder that keeps jars. A jar in it is whole, or is not there: it is brought to one side and
 * then moved, by one process at a time. Thread-safe.
 */
final class JarFolder {
  private static final String ASIDE = "fetching-";

  /** One monitor for the whole JVM, whatever loaders have this class: file locks need it. */
  private static final Object MONITOR = "wsemulator: one thread fills folders with jars".intern();

  private final Path folder;

  /** The source of a jar. */
  interface Source {
    /** Brings a jar into an empty folder, and returns its file. */
    Path bring(Path aside) throws IOException;
  }

  JarFolder(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /**
   * Puts a jar into the folder, unless another process has done so meanwhile.
   *
   * @return the jar's file
   * @throws IOException if the folder cannot be written to, or the jar cannot be had; the message
   *     says why
   */
  Path fill(NamedJar jar, Source source) throws IOException {
    Path wanted = folder.resolve(jar.fileName());
    synchronized (MONITOR) {
      try (FileChannel channel = lockFile();
          FileLock lock = channel.lock()) {
        Objects.requireNonNull(lock);
        if (!jar.is(wanted)) {
          removeLeftovers();
          bring(jar, source, wanted);
        }
        return wanted;
      }
    }
  }

  private FileChannel lockFile() throws IOException {
    try {
      Files.createDirectories(folder);
      return FileChannel.open(folder.resolve("fetch.lock"), CREATE, WRITE);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private IOException unwritable(IOException cause) {
    return new IOException(
        "the folder %s cannot be written to (%s). Let --to DIR, the variable WSEMULATOR_CACHE or the system property wsemulator.cache name one that can"
            .formatted(folder, cause),
        cause);
  }

  private void bring(NamedJar jar, Source source, Path wanted) throws IOException {
    Path aside;
    try {
      aside = Files.createTempDirectory(folder, ASIDE);
    } catch (IOException e) {
      throw unwritable(e);
    }
    try {
      Path file = source.bring(aside);
      if (!jar.is(file)) {
        throw new IOException(
            "what came is not %s as Amazon has published it, with the SHA-256 %s"
                .formatted(jar.fileName(), jar.sha256()));
      }
      Files.move(file, wanted, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      remove(aside);
    }
  }

  /** Removes what a process has left that was killed as it brought a jar. */
  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ASIDE + "*")) {
      for (Path aside : left) {
        remove(aside);
      }
    }
  }

  private static void remove(Path aside) throws IOException {
    try (Stream<Path> all = Files.walk(aside)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
