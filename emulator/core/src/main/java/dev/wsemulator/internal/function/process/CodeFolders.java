package dev.wsemulator.internal.function.process;

import dev.wsemulator.internal.file.ZipArchive;
import dev.wsemulator.lambda.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lays out the code of functions as it lies in {@code /var/task}, and their layers as in {@code
 * /opt}. A folder is used as it is; a zip and inline code are written to a folder of the emulator's
 * own. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html">Layer paths</a>
 */
final class CodeFolders {
  private final Path folder;
  private final Path sharedPackages;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Writes nothing yet.
   *
   * @param folder a folder of the emulator's own
   * @param sharedPackages the {@code node_modules} in which unpacked code finds what Lambda brings
   */
  CodeFolders(Path folder, Path sharedPackages) {
    this.folder = folder;
    this.sharedPackages = sharedPackages;
  }

  /**
   * Where the code of a function lies.
   *
   * @param taskRoot the folder in place of {@code /var/task}
   * @param opt the folder in place of {@code /opt}, or {@code null} without layers
   */
  record Layout(Path taskRoot, @Nullable Path opt) {}

  /**
   * Lays code out as it is now.
   *
   * @throws UncheckedIOException if it cannot be read or written
   */
  Layout of(ChildProcess code) {
    try {
      return new Layout(taskRoot(code), opt(code.layers()));
    } catch (IOException e) {
      throw new UncheckedIOException("The code could not be laid out: " + e.getMessage(), e);
    }
  }

  private Path taskRoot(ChildProcess code) throws IOException {
    Optional<String> source = code.source();
    if (source.isPresent()) {
      boolean isPython = code.runtime().startsWith("python");
      Path root = fresh();
      Files.writeString(root.resolve(isPython ? "index.py" : "index.js"), source.get());
      return root;
    }
    Path place = code.place().orElseThrow().toAbsolutePath().normalize();
    return Files.isDirectory(place) ? place : unpacked(List.of(place));
  }

  private @Nullable Path opt(List<Path> layers) throws IOException {
    if (layers.isEmpty()) {
      return null;
    }
    Path first = layers.get(0).toAbsolutePath().normalize();
    return layers.size() == 1 && Files.isDirectory(first) ? first : unpacked(layers);
  }

  /** Merges folders and zips into one folder. */
  private Path unpacked(List<Path> places) throws IOException {
    Path target = fresh();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        copy(place, target);
      } else {
        ZipArchive.unpack(place, target);
      }
    }
    return target;
  }

  private Path fresh() throws IOException {
    linkPackages();
    return Files.createDirectories(folder.resolve("code-" + count.incrementAndGet()));
  }

  /** Node looks for packages in the folders above the code. */
  private void linkPackages() {
    Path link = folder.resolve("node_modules");
    try {
      if (!Files.isSymbolicLink(link)) {
        Files.createDirectories(folder);
        Files.createSymbolicLink(link, sharedPackages);
      }
    } catch (IOException | UnsupportedOperationException e) {
      // It is not allowed here, as to most users of Windows; or another thread was faster.
      return;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(target);
        } else {
          Files.copy(
              one, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
