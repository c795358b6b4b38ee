package dev.wsemulator.internal.function.code;

import dev.wsemulator.internal.function.code.ClassPath.ClassFile;
import dev.wsemulator.internal.function.rewrite.ClassRewriter;
import dev.wsemulator.internal.watch.Fingerprint;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder or a jar with classes; each class is read and rewritten once. It can be a copy of the
 * files at its creation, so that code works while its files are rebuilt; successive class paths
 * share it if its files do not change. Thread-safe.
 */
final class CodeEntry {
  private static final Logger LOG = LoggerFactory.getLogger(CodeEntry.class);

  private final Path origin;
  private final Path place;
  private final @Nullable Path copy;
  private final Fingerprint fingerprint;
  private final Map<String, ClassFile> classes = new ConcurrentHashMap<>();
  private @Nullable JarFile jar;
  private int users = 1;

  private CodeEntry(Path origin, Path place, @Nullable Path copy, Fingerprint fingerprint) {
    this.origin = origin;
    this.place = place;
    this.copy = copy;
    this.fingerprint = fingerprint;
  }

  /** Returns the files themselves. */
  static CodeEntry of(Path path) {
    return new CodeEntry(path, path, null, new Fingerprint(Map.of()));
  }

  /**
   * Returns a copy of the files, where they might change: those of a Maven repository are replaced,
   * but never written to.
   *
   * @throws UncheckedIOException if they change or go at this moment
   */
  static CodeEntry copyOf(Path path) {
    Fingerprint before = Fingerprint.of(path);
    if (isInRepository(path)) {
      return new CodeEntry(path, path, null, before);
    }
    try {
      Path folder = Files.createTempDirectory("wsemulator-classes");
      Path target = folder.resolve(String.valueOf(path.getFileName()));
      CodeEntry entry = new CodeEntry(path, target, folder, before);
      try {
        copy(path, target, before);
      } catch (IOException | RuntimeException e) {
        entry.release();
        throw e;
      }
      return entry;
    } catch (IOException e) {
      throw new UncheckedIOException("The code in " + path + " cannot be read.", e);
    }
  }

  private static boolean isInRepository(Path jar) {
    String name = String.valueOf(jar.getFileName());
    return name.endsWith(".jar")
        && Files.exists(jar.resolveSibling(name.substring(0, name.length() - 4) + ".pom"));
  }

  private static void copy(Path from, Path to, Fingerprint files) throws IOException {
    if (Files.isRegularFile(from)) {
      Files.copy(from, to);
      return;
    }
    Files.createDirectories(to);
    Path libraries = from.resolve("lib"); // these are entries of their own
    for (Path file : files.files().keySet()) {
      if (!file.startsWith(libraries) || !file.toString().endsWith(".jar")) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  Path origin() {
    return origin;
  }

  /** Returns where classes and resources are read. */
  Path place() {
    return place;
  }

  /** Returns where resources are read. */
  URL url() {
    return url(place);
  }

  /** Returns whether the files are still those that this was made of. */
  boolean isCurrent() {
    return Fingerprint.of(origin).equals(fingerprint);
  }

  @Nullable ClassFile find(String className) {
    ClassFile known = classes.get(className);
    if (known != null) {
      return known;
    }
    byte[] bytes = read(className.replace('.', '/') + ".class");
    if (bytes == null) {
      return null;
    }
    byte[] own = ClassRewriter.rewrite(className, CoverageProbes.added(className, bytes));
    ClassFile found = new ClassFile(own, url(origin), manifest());
    classes.put(className, found);
    return found;
  }

  /** Returns what a file holds, or {@code null} if there is none of this name. */
  byte @Nullable [] read(String name) {
    return Files.isDirectory(place) ? readFile(name) : readEntry(name);
  }

  private @Nullable Manifest manifest() {
    try {
      return Files.isDirectory(place) ? null : jar().getManifest();
    } catch (IOException e) {
      throw new UncheckedIOException("The manifest of " + origin + " cannot be read.", e);
    }
  }

  private byte @Nullable [] readFile(String name) {
    Path file = place.resolve(name.replace('/', File.separatorChar));
    try {
      return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException("The class file " + file + " cannot be read.", e);
    }
  }

  private byte @Nullable [] readEntry(String name) {
    JarFile opened = jar();
    ZipEntry entry = opened.getJarEntry(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = opened.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The class " + name + " in " + origin + " cannot be read.", e);
    }
  }

  private synchronized JarFile jar() {
    if (jar == null) {
      try {
        jar = new JarFile(place.toFile(), false, JarFile.OPEN_READ, Runtime.version());
      } catch (IOException e) {
        throw new UncheckedIOException(
            "The class path entry " + origin + " is neither a folder nor a readable jar.", e);
      }
    }
    return jar;
  }

  static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("The path " + path + " has no URL.", e);
    }
  }

  /**
   * Makes sure that no jar and no class file is only half there.
   *
   * @param before the entry that this takes the place of, whose files are known to be whole
   * @throws UncheckedIOException if one is
   */
  void requireWhole(@Nullable CodeEntry before) {
    if (!Files.isDirectory(place)) {
      jar();
      return;
    }
    Map<Path, Fingerprint.Stamp> known = before == null ? Map.of() : before.fingerprint.files();
    fingerprint
        .files()
        .forEach(
            (file, stamp) -> {
              if (file.toString().endsWith(".class") && !stamp.equals(known.get(file))) {
                requireWhole(file);
              }
            });
  }

  private void requireWhole(Path file) {
    byte[] bytes = readFile(origin.relativize(file).toString().replace(File.separatorChar, '/'));
    int skipped = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;
    try {
      new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9) {}, skipped);
    } catch (IllegalArgumentException e) {
      LOG.debug("{} is newer than what can be checked.", file, e);
    } catch (RuntimeException e) {
      throw new UncheckedIOException(new IOException("The class file " + file + " is cut off.", e));
    }
  }

  /** Returns this, for one more class path. */
  synchronized CodeEntry shared() {
    users++;
    return this;
  }

  /** Lets go of it; the last class path that does so closes it. */
  synchronized void release() {
    users--;
    if (users > 0) {
      return;
    }
    classes.clear();
    try {
      if (jar != null) {
        jar.close();
      }
      if (copy != null) {
        delete(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The copy of " + origin + " cannot be removed.", e);
    }
    jar = null;
  }

  /** Removes a folder and everything in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(file);
      }
    }
  }
}
