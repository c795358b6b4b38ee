package dev.wsemulator.internal.function.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Reads class files from folders and jars. Not thread-safe. */
final class CodeFiles implements AutoCloseable {
  private static final String CLASS = ".class";

  private final List<Path> given;
  private final List<Path> all = new ArrayList<>();
  private final Map<Path, Optional<ZipFile>> jars = new HashMap<>();
  private final Map<String, Optional<ClassOutline>> outlines = new HashMap<>();

  /**
   * Takes a class path.
   *
   * @param classPath folders, with the jars in their {@code lib}, and jars
   * @throws UncheckedIOException if a folder cannot be listed
   */
  CodeFiles(List<Path> classPath) {
    this.given = List.copyOf(classPath);
    for (Path place : given) {
      all.add(place);
      Path libraries = place.resolve("lib");
      if (Files.isDirectory(libraries)) {
        try (Stream<Path> files = Files.list(libraries)) {
          files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(all::add);
        } catch (IOException e) {
          throw unreadable(e);
        }
      }
    }
  }

  private static UncheckedIOException unreadable(IOException cause) {
    return new UncheckedIOException("The code cannot be read.", cause);
  }

  /** Returns whether there is a class. */
  boolean has(String className) {
    return bytes(className) != null;
  }

  /** Returns what a class is like; {@code null} if it does not exist, or is unknown. */
  @Nullable ClassOutline outline(String className) {
    return outlines
        .computeIfAbsent(
            className,
            name -> {
              byte[] bytes = bytes(name);
              return bytes == null ? Optional.empty() : Optional.ofNullable(ClassOutline.of(bytes));
            })
        .orElse(null);
  }

  private byte @Nullable [] bytes(String className) {
    String file = className.replace('.', '/') + CLASS;
    try {
      for (Path place : all) {
        if (Files.isDirectory(place)) {
          Path found = place.resolve(file);
          if (Files.isRegularFile(found)) {
            return Files.readAllBytes(found);
          }
        } else {
          byte[] found = entry(place, file);
          if (found != null) {
            return found;
          }
        }
      }
      return null;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private byte @Nullable [] entry(Path jar, String name) throws IOException {
    ZipFile zip = jars.computeIfAbsent(jar, CodeFiles::open).orElse(null);
    ZipEntry entry = zip == null ? null : zip.getEntry(name);
    if (zip == null || entry == null) {
      return null;
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /** Opens a jar; a file that is not a jar has no classes. */
  private static Optional<ZipFile> open(Path jar) {
    try {
      return Optional.of(new ZipFile(jar.toFile()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns the names of the classes, without those of the jars in {@code lib}. */
  List<String> classes() {
    List<String> names = new ArrayList<>();
    for (Path place : given) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.walk(place)) {
          files.forEach(file -> add(place.relativize(file).toString(), names));
        } catch (IOException e) {
          throw unreadable(e);
        }
      } else {
        jars.computeIfAbsent(place, CodeFiles::open).stream()
            .flatMap(ZipFile::stream)
            .forEach(entry -> add(entry.getName(), names));
      }
    }
    return names;
  }

  private static void add(String file, List<String> names) {
    if (file.endsWith(CLASS) && !file.startsWith("META-INF") && !file.endsWith("-info.class")) {
      String name = file.substring(0, file.length() - CLASS.length());
      names.add(name.replace('/', '.').replace('\\', '.'));
    }
  }

  @Override
  public void close() {
    for (Optional<ZipFile> jar : jars.values()) {
      try {
        if (jar.isPresent()) {
          jar.get().close();
        }
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }
}
