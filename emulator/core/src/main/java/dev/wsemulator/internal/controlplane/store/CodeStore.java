package dev.wsemulator.internal.controlplane.store;

import dev.wsemulator.internal.file.Disk;
import dev.wsemulator.internal.file.PrivateFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The code of functions that calls have created, in files named by its hash. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Packaging Java
 *     functions</a>
 */
public final class CodeStore {
  private static final long MAX_UNZIPPED = 250L * 1024 * 1024;

  private final Path folder;

  /**
   * @throws UncheckedIOException if the folder cannot be created
   */
  public CodeStore(Path folder) {
    this.folder = folder;
    try {
      PrivateFiles.createFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be created.", e);
    }
  }

  /** Returns the SHA-256 of code. */
  public static byte[] hash(byte[] zip) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(zip);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /**
   * Keeps code, and returns its name; it is safe when this returns.
   *
   * @throws ServiceException if it is not a zip
   * @throws UncheckedIOException if it cannot be kept
   */
  public synchronized String put(byte[] zip) {
    String name = HexFormat.of().formatHex(hash(zip));
    Path file = file(name);
    try {
      if (!Files.exists(file)) {
        Path part = folder.resolve(name + ".part");
        try (FileChannel out =
            PrivateFiles.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
          for (ByteBuffer rest = ByteBuffer.wrap(zip); rest.hasRemaining(); ) {
            out.write(rest);
          }
          out.force(true);
        }
        check(part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(folder);
      }
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException("The code cannot be written to " + file + ".", e);
    }
  }

  /** Reads a whole zip, and removes it if it is invalid or too large. */
  private static void check(Path part) throws IOException {
    try (ZipFile zip = new ZipFile(part.toFile())) {
      long total = 0;
      for (ZipEntry entry : entries(zip)) {
        inside(part, entry);
        total += size(zip, entry, MAX_UNZIPPED - total);
      }
      if (zip.size() == 0) {
        throw unreadable();
      }
    } catch (ZipException | EOFException e) {
      Files.delete(part);
      throw unreadable();
    } catch (ServiceException e) {
      Files.delete(part);
      throw e;
    }
  }

  private static long size(ZipFile zip, ZipEntry entry, long max) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    CRC32 checksum = new CRC32();
    long size = 0;
    try (InputStream in = zip.getInputStream(entry)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        checksum.update(buffer, 0, read);
        size += read;
        if (size > max) {
          throw invalid("Unzipped size must be smaller than 262144000 bytes");
        }
      }
    }
    if (checksum.getValue() != entry.getCrc()) {
      throw new ZipException("The entry " + entry.getName() + " is damaged.");
    }
    return size;
  }

  private static Iterable<ZipEntry> entries(ZipFile zip) {
    return () -> zip.stream().map(ZipEntry.class::cast).iterator();
  }

  /** Returns where an entry is unpacked to. */
  private static Path inside(Path target, ZipEntry entry) throws ZipException {
    Path place = target.resolve(entry.getName()).normalize();
    if (!place.startsWith(target)) {
      throw new ZipException("The entry " + entry.getName() + " is outside the zip's folder.");
    }
    return place;
  }

  private static ServiceException unreadable() {
    return invalid(
        "Could not unzip uploaded file. Please check your file, then try to upload again.");
  }

  private static ServiceException invalid(String message) {
    return ServiceException.of(400, "InvalidParameterValueException", message);
  }

  /** Returns the file of code. */
  public Path file(String name) {
    return folder.resolve(name + ".jar");
  }

  /** Returns the class path of code: its file, or what it unpacks to if it holds jars. */
  public synchronized List<Path> classPath(String name) {
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
    for (ZipEntry entry : entries(zip)) {
      Path place = inside(target, entry);
      if (!entry.isDirectory()) {
        Files.createDirectories(place.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, place, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /**
   * Removes code that a class path was made of, if it is here.
   *
   * @param path an entry of the class path
   * @param needed the names of code that stays
   */
  public synchronized void remove(Path path, Set<String> needed) {
    String name = String.valueOf(path.getFileName()).replace(".jar", "");
    if (folder.equals(path.getParent()) && !needed.contains(name)) {
      try {
        delete(folder.resolve(name));
        delete(file(name));
      } catch (IOException e) {
        throw new UncheckedIOException("The code in " + path + " cannot be removed.", e);
      }
    }
  }

  /** Removes all code but that with these names. */
  public synchronized void keepOnly(Set<String> names) {
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
  public synchronized void removeAll() {
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
