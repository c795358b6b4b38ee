package dev.wsemulator.internal.function.code;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Folders and jars with the classes of functions; shared by the functions that have the same ones,
 * and closed when neither they nor their class loaders need it any more. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Deployment
 *     packages: a folder's lib/*.jar is on the class path</a>
 */
public final class ClassPath {

  /**
   * A class ready to be defined.
   *
   * @param origin where it was found
   * @param manifest that of its jar; {@code null} for classes in a folder
   */
  record ClassFile(byte[] bytes, URL origin, @Nullable Manifest manifest) {}

  private final List<Path> given;
  private final List<CodeEntry> entries;
  private final Map<String, ClassFile> found = new ConcurrentHashMap<>();
  private final @Nullable TaskRoot root;
  private int users = 1;

  private ClassPath(List<Path> given, List<CodeEntry> entries) {
    this.given = given;
    this.entries = List.copyOf(entries);
    boolean isPacked = !entries.isEmpty() && !Files.isDirectory(entries.get(0).place());
    this.root = isPacked ? TaskRoot.of(entries.get(0).place()) : null;
  }

  /** Returns the folder that Lambda would have unpacked the code to. */
  public Path taskRoot() {
    return root != null ? root.folder() : entries.isEmpty() ? Path.of("") : entries.get(0).origin();
  }

  /** Makes sure that files beside the classes are in the task root. */
  void unpack() {
    if (root != null) {
      root.unpack();
    }
  }

  /** Makes sure that all code is in the task root. */
  void unpackAll() {
    if (root != null) {
      root.unpackAll();
    }
  }

  /** Returns the URL that a resource of this class path has on Lambda, where code is unpacked. */
  URL unpacked(String name, URL url) {
    return root == null ? url : root.unpacked(name, url);
  }

  /**
   * Returns a class path of the files themselves.
   *
   * @throws IllegalArgumentException if a path does not exist
   */
  public static ClassPath of(List<Path> given) {
    return new ClassPath(given, paths(given).stream().map(CodeEntry::of).toList());
  }

  /**
   * Returns a class path of copies of the files as they are now.
   *
   * @param before an earlier one, with which it shares what has not changed; or {@code null}
   * @throws IllegalArgumentException if a path does not exist
   * @throws UncheckedIOException if files change or go at this moment, or are only half there
   */
  public static ClassPath copyOf(List<Path> given, @Nullable ClassPath before) {
    List<CodeEntry> entries = new ArrayList<>();
    try {
      for (Path path : paths(given)) {
        CodeEntry known = before == null ? null : before.entry(path).orElse(null);
        if (known != null && known.isCurrent()) {
          entries.add(known.shared());
        } else {
          CodeEntry entry = CodeEntry.copyOf(path);
          entries.add(entry);
          if (before != null) {
            entry.requireWhole(known);
          }
        }
      }
    } catch (RuntimeException e) {
      entries.forEach(CodeEntry::release);
      throw e;
    }
    return new ClassPath(given, entries);
  }

  private static List<Path> paths(List<Path> given) {
    List<Path> all = new ArrayList<>();
    for (Path path : given) {
      if (!Files.exists(path)) {
        throw new IllegalArgumentException(
            "The class path entry "
                + path.toAbsolutePath()
                + " does not exist. Build the function first, or correct the path.");
      }
      all.add(path.toAbsolutePath().normalize());
      all.addAll(libraries(path.toAbsolutePath().normalize()));
    }
    return all.stream().distinct().toList();
  }

  private static List<Path> libraries(Path folder) {
    Path lib = folder.resolve("lib");
    if (!Files.isDirectory(lib)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + lib + " cannot be listed.", e);
    }
  }

  private Optional<CodeEntry> entry(Path path) {
    return entries.stream().filter(entry -> entry.origin().equals(path)).findFirst();
  }

  URL[] urls() {
    return entries.stream().map(CodeEntry::url).toArray(URL[]::new);
  }

  @Nullable
  public ClassFile find(String className) {
    ClassFile known = found.get(className);
    if (known != null) {
      return known;
    }
    for (CodeEntry entry : entries) {
      ClassFile file = entry.find(className);
      if (file != null) {
        boolean isUnpacked = entry == entries.get(0);
        ClassFile own = isUnpacked ? new ClassFile(file.bytes(), file.origin(), null) : file;
        found.put(className, own);
        return own;
      }
    }
    return null;
  }

  /** Returns what all files of a name hold. */
  List<byte[]> contents(String name) {
    return entries.stream().flatMap(entry -> Stream.ofNullable(entry.read(name))).toList();
  }

  /** Returns whether its files are still those that it was made of. */
  boolean isCurrent() {
    try {
      return paths(given).equals(entries.stream().map(CodeEntry::origin).toList())
          && entries.stream().allMatch(CodeEntry::isCurrent);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return false; // something is gone
    }
  }

  /** Returns this, for one more user. */
  synchronized ClassPath shared() {
    users++;
    return this;
  }

  /** Lets go of it; the last user that does so closes it. */
  public synchronized void release() {
    users--;
    if (users == 0) {
      found.clear();
      if (root != null) {
        root.close();
      }
      entries.forEach(CodeEntry::release);
    }
  }

  @Override
  public String toString() {
    return String.join(
        File.pathSeparator, entries.stream().map(entry -> entry.origin().toString()).toList());
  }
}
