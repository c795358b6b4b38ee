package dev.wsemulator.internal.engine;

import dev.wsemulator.internal.loader.ContextLoader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The location of the engine: beside the published classes, as in the command line, or hidden in
 * its own artifact.
 *
 * @param classes where its classes are loaded from
 * @param loader its own loader, or {@code null} if it has none of its own
 */
record EngineHome(ClassLoader classes, @Nullable ClassLoader loader) {
  private static final String PLACE = "META-INF/wsemulator/";
  private static final String API = PLACE + "api.properties";
  private static final String CORE = PLACE + "core.properties";
  private static final String ENGINE = PLACE + "engine.properties";
  private static final String FACADE = "dev/wsemulator/WebSocketApiEmulator.class";

  /** A file beside the classes of the engine's module, where it is not packed. */
  private static final String CLASS_PATH = "engine.classpath";

  /**
   * Returns the home of the engine that goes with published classes.
   *
   * @param published their loader
   */
  static EngineHome of(ClassLoader published) {
    one("emulator", places(published, FACADE));
    String version = version(one("emulator", places(published, API)));
    List<URL> beside = places(published, CORE);
    if (!beside.isEmpty()) {
      check(version, one("engine", beside));
      return new EngineHome(published, null);
    }
    List<URL> hidden = places(published, ENGINE);
    if (hidden.isEmpty()) {
      throw new IllegalStateException(
          ("The emulator's engine is not on the class path. Add the dependency"
                  + " dev.wsemulator:websocket-api-emulator:%s, which brings it.")
              .formatted(version));
    }
    URL marker = one("engine", hidden);
    check(version, marker);
    ClassLoader loader = loader(marker, new ShownClasses(published));
    join(EngineHome.class.getModule(), loader, published);
    return new EngineHome(loader, loader);
  }

  /**
   * Lets the engine use the internal packages that it shares with the published classes, and these
   * use libraries of the class path, such as a logger. Does nothing where all is on the class path.
   */
  private static void join(Module own, ClassLoader engine, ClassLoader published) {
    for (String shared : ShownClasses.PACKAGES) {
      if (own.getPackages().contains(shared)) {
        own.addExports(shared, engine.getUnnamedModule());
      }
    }
    own.addReads(published.getUnnamedModule());
  }

  <T> T part(String className, Class<T> type) {
    return ContextLoader.during(
        loader,
        () -> {
          try {
            return type.cast(
                Class.forName(className, true, classes).getDeclaredConstructor().newInstance());
          } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException(
                ("The emulator's engine does not have %s. Use artifacts of dev.wsemulator of one"
                        + " version, complete and unchanged.")
                    .formatted(className),
                e);
          }
        });
  }

  private static List<URL> places(ClassLoader published, String resource) {
    try {
      Set<String> seen = new LinkedHashSet<>();
      List<URL> places = new ArrayList<>();
      for (URL place : Collections.list(published.getResources(resource))) {
        if (seen.add(place.toExternalForm())) {
          places.add(place);
        }
      }
      return places;
    } catch (IOException e) {
      throw new UncheckedIOException("The class path cannot be read for " + resource + ".", e);
    }
  }

  private static URL one(String what, List<URL> places) {
    if (places.size() == 1) {
      return places.get(0);
    }
    throw new IllegalStateException(
        places.isEmpty()
            ? "The emulator's own files are missing from its jar. Use it complete and unchanged."
            : ("The %s is on the class path more than once: %s. Keep one version of"
                    + " dev.wsemulator's artifacts.")
                .formatted(what, places));
  }

  private static void check(String version, URL marker) {
    String engine = version(marker);
    if (!engine.equals(version)) {
      throw new IllegalStateException(
          ("The emulator is of version %s, but its engine at %s is of version %s. Use one version"
                  + " for all artifacts of dev.wsemulator.")
              .formatted(version, marker, engine));
    }
  }

  private static String version(URL marker) {
    Properties properties = new Properties();
    try (InputStream in = uncached(marker).getInputStream()) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + marker + " cannot be read.", e);
    }
    return properties.getProperty("version", "unknown");
  }

  private static URLConnection uncached(URL place) throws IOException {
    URLConnection connection = place.openConnection();
    connection.setUseCaches(false);
    return connection;
  }

  private static ClassLoader loader(URL marker, ClassLoader shown) {
    try {
      if (uncached(marker) instanceof JarURLConnection jar) {
        return HiddenClassLoader.of(file(jar.getJarFileURL(), marker), shown);
      }
      return new UnpackedClassLoader(classPath(Path.of(marker.toURI())), shown);
    } catch (IOException | java.net.URISyntaxException e) {
      throw new IllegalStateException(
          "The emulator's engine at %s cannot be read: %s. Use it complete and unchanged."
              .formatted(marker, e),
          e);
    }
  }

  /** Returns where a jar is, if it is a file: the entries of a jar in a jar cannot be found. */
  private static URL file(URL jar, URL marker) {
    if (!jar.getProtocol().equals("file") || jar.getPath().contains("!/")) {
      throw new IllegalStateException(
          ("The emulator's engine at %s is a jar in another jar, from where it cannot be loaded."
                  + " Let it be a file of its own: have the other jar unpack it when it starts,"
                  + " such as with requiresUnpack of Spring Boot's plugin, or leave it out there.")
              .formatted(marker));
    }
    return jar;
  }

  /** Returns the engine's class path where its module has been compiled but not packed. */
  private static URL[] classPath(Path marker) throws IOException {
    Path classes = marker.resolve("../../..").normalize();
    Path file = classes.resolveSibling(CLASS_PATH);
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(
          "The emulator's engine in %s is not built: there is no %s. Run mvn process-classes there."
              .formatted(classes, file));
    }
    List<URL> urls = new ArrayList<>();
    for (String entry : Files.readString(file).strip().split(File.pathSeparator)) {
      urls.add(url(Path.of(entry).toUri()));
    }
    return urls.toArray(URL[]::new);
  }

  private static URL url(URI place) throws MalformedURLException {
    return place.toURL();
  }
}
