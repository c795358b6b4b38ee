package dev.wsemulator.internal.function;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Folders and jars with the classes of functions; shared by the functions that have the same ones,
 * so that every class is read and rewritten once. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Deployment
 *     packages: a folder's lib/*.jar is on the class path</a>
 */
final class ClassPath implements Closeable {

  /** A class ready to be defined, and where it was found. */
  record ClassFile(byte[] bytes, URL origin) {}

  private final List<Path> paths;
  private final Map<Path, JarFile> jars = new ConcurrentHashMap<>();
  private final Map<String, ClassFile> classes = new ConcurrentHashMap<>();

  /**
   * @throws IllegalArgumentException if a path does not exist
   */
  ClassPath(List<Path> given) {
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
    paths = List.copyOf(all);
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

  URL[] urls() {
    return paths.stream().map(ClassPath::url).toArray(URL[]::new);
  }

  @Nullable ClassFile find(String className) {
    ClassFile known = classes.get(className);
    if (known != null) {
      return known;
    }
    ClassFile found = read(className);
    if (found != null) {
      classes.put(className, found);
    }
    return found;
  }

  private @Nullable ClassFile read(String className) {
    String name = className.replace('.', '/') + ".class";
    for (Path path : paths) {
      byte[] bytes = Files.isDirectory(path) ? readFile(path, name) : readEntry(path, name);
      if (bytes != null) {
        return new ClassFile(ClassRewriter.rewrite(className, bytes), url(path));
      }
    }
    return null;
  }

  private static byte @Nullable [] readFile(Path folder, String name) {
    Path file = folder.resolve(name.replace('/', File.separatorChar));
    try {
      return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException("The class file " + file + " cannot be read.", e);
    }
  }

  private byte @Nullable [] readEntry(Path path, String name) {
    JarFile jar = jars.computeIfAbsent(path, ClassPath::open);
    ZipEntry entry = jar.getJarEntry(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The class " + name + " in " + path + " cannot be read.", e);
    }
  }

  private static JarFile open(Path path) {
    try {
      return new JarFile(path.toFile(), false, JarFile.OPEN_READ, Runtime.version());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The class path entry " + path + " is neither a folder nor a readable jar.", e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("The path " + path + " has no URL.", e);
    }
  }

  @Override
  public void close() {
    for (JarFile jar : jars.values()) {
      try {
        jar.close();
      } catch (IOException e) {
        throw new UncheckedIOException("The jar " + jar.getName() + " cannot be closed.", e);
      }
    }
    jars.clear();
  }

  @Override
  public String toString() {
    return String.join(File.pathSeparator, paths.stream().map(Path::toString).toList());
  }
}
