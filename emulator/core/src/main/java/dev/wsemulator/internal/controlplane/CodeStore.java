package dev.wsemulator.internal.controlplane;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * The code of functions that calls have created, in files named by its hash. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Packaging Java
 *     functions</a>
 */
final class CodeStore {
  private static final long MAX_UNZIPPED = 250L * 1024 * 1024;

  private final Path folder;

  /**
   * @throws UncheckedIOException if the folder cannot be created
   */
  CodeStore(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be created.", e);
    }
  }

  /** Returns the SHA-256 of code. */
  static byte[] hash(byte[] zip) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(zip);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /**
   * Keeps code, and returns its name; it is safe when this returns.
   *
   * @throws Refusal if it is no zip
   * @throws UncheckedIOException if it cannot be kept
   */
  synchronized String put(byte[] zip) {
    String name = HexFormat.of().formatHex(hash(zip));
    Path file = file(name);
    try {
      checkZip(zip);
      if (!Files.exists(file)) {
        Path part = folder.resolve(name + ".part");
        try (FileChannel out =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
          for (ByteBuffer rest = ByteBuffer.wrap(zip); rest.hasRemaining(); ) {
            out.write(rest);
          }
          out.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        Disk.settle(folder);
      }
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException("The code cannot be written to " + file + ".", e);
    }
  }

  private static void checkZip(byte[] zip) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      if (in.getNextEntry() == null) {
        throw unreadable();
      }
    } catch (ZipException e) {
      throw unreadable();
    }
  }

  private static Refusal unreadable() {
    return Refusal.of(
        400,
        "InvalidParameterValueException",
        "Could not unzip uploaded file. Please check your file, then try to upload again.");
  }

  private Path file(String name) {
    return folder.resolve(name + ".jar");
  }

  /** Returns the class path of code: its file, or what it unpacks to if it holds jars. */
  synchronized List<Path> classPath(String name) {
    Path file = file(name);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.stream().noneMatch(entry -> entry.getName().matches("lib/.+\\.jar"))) {
        return List.of(file);
      }
      Path unpacked = folder.resolve(name);
      if (!Files.isDirectory(unpacked)) {
        Path part = folder.resolve(name + ".unpacking");
        delete(part);
        unzip(zip, part);
        Files.move(part, unpacked, StandardCopyOption.ATOMIC_MOVE);
      }
      return List.of(unpacked);
    } catch (IOException e) {
      throw new UncheckedIOException("The code in " + file + " cannot be unpacked.", e);
    }
  }

  private static void unzip(ZipFile zip, Path target) throws IOException {
    long total = 0;
    for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
      Path place = target.resolve(entry.getName()).normalize();
      if (!place.startsWith(target)) {
        throw new IOException("the zip has an entry outside its folder: " + entry.getName());
      }
      if (!entry.isDirectory()) {
        Files.createDirectories(place.getParent());
        try (var in = zip.getInputStream(entry)) {
          byte[] bytes = in.readNBytes((int) (MAX_UNZIPPED - total + 1));
          total += bytes.length;
          if (total > MAX_UNZIPPED) {
            throw Refusal.of(
                400,
                "InvalidParameterValueException",
                "Unzipped size must be smaller than 262144000 bytes");
          }
          Files.write(place, bytes);
        }
      }
    }
  }

  /** Removes all code but that with these names. */
  synchronized void keepOnly(Set<String> names) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!names.contains(name.replace(".jar", ""))) {
          delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be tidied.", e);
    }
  }

  /** Removes all code, and the folder. */
  synchronized void removeAll() {
    try {
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be removed.", e);
    }
  }

  private static void delete(Path place) throws IOException {
    if (!Files.exists(place)) {
      return;
    }
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
