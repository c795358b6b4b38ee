package dev.wsemulator.internal.template.code;

import dev.wsemulator.internal.file.ZipArchive;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Code in the layout that Lambda expects, packed or not: classes, and jars in {@code lib}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Packaging Java
 *     functions</a>
 */
final class Archive {

  /** A file may change while a template is read, so the state before its newest is kept too. */
  private static final int KEPT_STATES = 2;

  private static final Map<Path, Deque<Unpacked>> UNPACKED = new HashMap<>();
  private static final List<Path> FOLDERS = new ArrayList<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Archive::deleteAll));
  }

  /** A file as it is at a time. */
  private record State(FileTime modified, long size, @Nullable Object identity) {}

  /** A file's unpacked copy of a certain time. */
  private record Unpacked(State state, Path folder) {}

  private Archive() {}

  /**
   * Returns the class path of a jar or a zip; one that holds jars is unpacked until the JVM ends or
   * the file has changed twice.
   */
  static List<Path> classPath(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      boolean holdsJars = zip.stream().anyMatch(entry -> entry.getName().matches("lib/.+\\.jar"));
      if (!holdsJars && file.toString().endsWith(".jar")) {
        return List.of(file);
      }
    } catch (ZipException e) {
      if (file.toString().endsWith(".jar")) {
        return List.of(file);
      }
      throw new IOException(file + " is neither a jar nor a zip", e);
    }
    return layout(unpacked(file));
  }

  /** Returns the jars of a layer, packed or not. */
  static List<Path> layer(Path place) throws IOException {
    Path folder = Files.isRegularFile(place) ? unpacked(place) : place;
    return jars(folder.resolve("java/lib"));
  }

  /** Returns where the file is unpacked; once, as long as it does not change. */
  private static synchronized Path unpacked(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    State state = new State(now.lastModifiedTime(), now.size(), now.fileKey());
    Deque<Unpacked> states = UNPACKED.computeIfAbsent(file, any -> new ArrayDeque<>());
    for (Unpacked known : states) {
      if (known.state().equals(state)) {
        return known.folder();
      }
    }
    Path target = Files.createTempDirectory("function-code");
    try {
      ZipArchive.unpack(file, target);
    } catch (IOException | RuntimeException e) {
      delete(target);
      throw e;
    }
    states.addLast(new Unpacked(state, target));
    if (states.size() > KEPT_STATES) {
      delete(states.removeFirst().folder());
    }
    return target;
  }

  /** Returns a new folder that is removed at the end of the JVM. */
  static synchronized Path temporaryFolder() throws IOException {
    Path folder = Files.createTempDirectory("function-code");
    FOLDERS.add(folder);
    return folder;
  }

  private static synchronized void deleteAll() {
    UNPACKED.values().forEach(states -> states.forEach(known -> delete(known.folder())));
    FOLDERS.forEach(Archive::delete);
  }

  /** Returns the class path of a folder with classes and {@code lib/*.jar}. */
  static List<Path> layout(Path place) throws IOException {
    List<Path> path = new ArrayList<>(List.of(place));
    path.addAll(jars(place.resolve("lib")));
    return path;
  }

  /** Returns whether a folder holds classes or jars. */
  static boolean isJava(Path folder) throws IOException {
    if (!jars(folder.resolve("lib")).isEmpty()) {
      return true;
    }
    try (Stream<Path> files = Files.walk(folder, 12)) {
      return files.anyMatch(file -> file.toString().endsWith(".class"));
    }
  }

  /** Returns whether a folder holds sources or a build file, but neither classes nor jars. */
  static boolean isSource(Path place) throws IOException {
    if (!jars(place.resolve("lib")).isEmpty()) {
      return false;
    }
    boolean hasSources = false;
    try (Stream<Path> files = Files.walk(place, 12)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".class")) {
          return false;
        }
        hasSources |= name.matches(".+\\.(java|kt|scala|groovy|gradle|kts)");
      }
    }
    return hasSources;
  }

  private static List<Path> jars(Path lib) throws IOException {
    if (!Files.isDirectory(lib)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      // The system's own cleaning of temporary files removes the rest.
      return;
    }
  }
}
