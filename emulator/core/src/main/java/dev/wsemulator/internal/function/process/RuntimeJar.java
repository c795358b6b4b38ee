package dev.wsemulator.internal.function.process;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.wsemulator.internal.function.handler.EntryPoint;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * The jar in place of those that Lambda's Java runtime has on its class path: the program that runs
 * functions, the interfaces of handlers and the serialization library. It is made of what the
 * emulator itself has loaded, wherever that is: in folders, in jars, in one jar with much else, or
 * hidden in one by other names.
 */
final class RuntimeJar {
  private static final String CLASS = ".class";
  private static final String LAMBDA = "com/amazonaws/services/lambda/runtime/";
  private static final String OWN = "dev/wsemulator/internal/function/";

  /** A class of each place, whose own class path these are not. */
  private static final List<String> PLACES =
      List.of(
          file(Context.class.getName()),
          file(PojoSerializer.class.getName()),
          file(EntryPoint.class.getName()));

  private static final List<String> WANTED =
      List.of(LAMBDA, "com/amazonaws/lambda/thirdparty/", OWN + "handler/", OWN + "process/jvm/");

  /** On Lambda this is the function's own. */
  private static final String EVENTS = LAMBDA + "events/";

  private final Set<String> written = new HashSet<>();
  private final JarOutputStream jar;

  private final ClassLoader source;

  private RuntimeJar(JarOutputStream jar, ClassLoader source) {
    this.jar = jar;
    this.source = source;
  }

  private static String file(String className) {
    return className.replace('.', '/') + CLASS;
  }

  /**
   * Writes the jar.
   *
   * @param source the loader of the emulator
   * @throws IOException if it cannot be written
   */
  static void write(Path target, ClassLoader source) throws IOException {
    try (OutputStream out = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.setLevel(Deflater.BEST_SPEED);
      RuntimeJar all = new RuntimeJar(jar, source);
      for (String place : PLACES) {
        all.addPlaceOf(place);
      }
    }
  }

  private void addPlaceOf(String name) throws IOException {
    URL url = source.getResource(name);
    if (url == null) {
      throw new FileNotFoundException(name);
    }
    URLConnection connection = url.openConnection();
    if (connection instanceof JarURLConnection inJar) {
      addJar(inJar, name);
    } else {
      Path file = Path.of(URI.create(url.toString()));
      addFolder(file.resolve("/..".repeat(name.split("/").length).substring(1)).normalize());
    }
  }

  private void addJar(JarURLConnection connection, String name) throws IOException {
    connection.setUseCaches(false);
    String found = connection.getEntryName();
    String stem = name.substring(0, name.length() - CLASS.length());
    int begin = found.lastIndexOf(stem);
    String folder = found.substring(0, begin);
    String ending = found.substring(begin + stem.length());
    try (JarFile from = connection.getJarFile()) {
      for (JarEntry entry : (Iterable<JarEntry>) from.stream()::iterator) {
        String path = entry.getName();
        if (path.startsWith(folder)) {
          try (InputStream in = from.getInputStream(entry)) {
            add(named(path.substring(folder.length()), ending), in);
          }
        }
      }
    }
  }

  private static String named(String path, String ending) {
    return path.endsWith(ending)
        ? path.substring(0, path.length() - ending.length()) + CLASS
        : path;
  }

  private void addFolder(Path folder) throws IOException {
    for (String wanted : WANTED) {
      Path inside = folder.resolve(wanted);
      if (Files.isDirectory(inside)) {
        try (Stream<Path> files = Files.walk(inside)) {
          for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
            try (InputStream in = Files.newInputStream(file)) {
              add(folder.relativize(file).toString().replace('\\', '/'), in);
            }
          }
        }
      }
    }
  }

  private void add(String name, InputStream in) throws IOException {
    boolean isWanted = WANTED.stream().anyMatch(name::startsWith) && !name.startsWith(EVENTS);
    if (isWanted && !name.endsWith("/") && written.add(name)) {
      JarEntry entry = new JarEntry(name);
      entry.setTime(0);
      jar.putNextEntry(entry);
      in.transferTo(jar);
      jar.closeEntry();
    }
  }
}
