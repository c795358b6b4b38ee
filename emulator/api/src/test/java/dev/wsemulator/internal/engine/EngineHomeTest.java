package dev.wsemulator.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineHomeTest {
  private static final String FACADE = "dev/wsemulator/WebSocketApiEmulator.class";
  private static final String API = "META-INF/wsemulator/api.properties";
  private static final String ENGINE = "META-INF/wsemulator/engine.properties";
  private static final String CORE = "META-INF/wsemulator/core.properties";

  @TempDir private Path folder;

  @Test
  void theEngineOfTheSameVersionIsTaken() throws IOException {
    URL api = jar("api", Map.of(FACADE, "", API, "version=2"));
    URL engine = jar("engine", Map.of(ENGINE, "version=2"));
    try (URLClassLoader classPath = classPath(api, engine)) {
      EngineHome home = EngineHome.of(classPath);
      assertThat(home.loader()).isInstanceOf(HiddenClassLoader.class).isSameAs(home.classes());
    }
  }

  @Test
  void anOlderEngineIsRefused() throws IOException {
    URL api = jar("api", Map.of(FACADE, "", API, "version=2"));
    URL engine = jar("engine", Map.of(ENGINE, "version=1"));
    refused(
        "The emulator is of version 2, but its engine at jar:%s!/%s is of version 1. Use one version for all artifacts of dev.wsemulator."
            .formatted(engine, ENGINE),
        api,
        engine);
  }

  @Test
  void anOlderEngineBesideThePublishedClassesIsRefused() throws IOException {
    URL api = jar("api", Map.of(FACADE, "", API, "version=2"));
    URL engine = jar("engine", Map.of(CORE, "version=1"));
    refused(
        "The emulator is of version 2, but its engine at jar:%s!/%s is of version 1. Use one version for all artifacts of dev.wsemulator."
            .formatted(engine, CORE),
        api,
        engine);
  }

  @Test
  void anOlderEmulatorOfOneJarIsRefused() throws IOException {
    URL api = jar("api", Map.of(FACADE, "", API, "version=2"));
    URL engine = jar("engine", Map.of(ENGINE, "version=2"));
    URL older = jar("older", Map.of(FACADE, ""));
    refused(
        "The emulator is on the class path more than once: [jar:%s!/%s, jar:%s!/%s]. Keep one version of dev.wsemulator's artifacts."
            .formatted(api, FACADE, older, FACADE),
        api,
        engine,
        older);
  }

  @Test
  void twoEnginesAreRefused() throws IOException {
    URL api = jar("api", Map.of(FACADE, "", API, "version=2"));
    URL engine = jar("engine", Map.of(ENGINE, "version=2"));
    URL older = jar("older", Map.of(ENGINE, "version=1"));
    refused(
        "The engine is on the class path more than once: [jar:%s!/%s, jar:%s!/%s]. Keep one version of dev.wsemulator's artifacts."
            .formatted(engine, ENGINE, older, ENGINE),
        api,
        engine,
        older);
  }

  @Test
  void aMissingEngineIsNamed() throws IOException {
    refused(
        "The emulator's engine is not on the class path. Add the dependency dev.wsemulator:websocket-api-emulator:2, which brings it.",
        jar("api", Map.of(FACADE, "", API, "version=2")));
  }

  @Test
  void anEngineThatIsNotBuiltIsNamed() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("target/classes"));
    Files.createDirectories(classes.resolve("META-INF/wsemulator"));
    Files.writeString(classes.resolve(ENGINE), "version=2");
    refused(
        "The emulator's engine in %s is not built: there is no %s. Run mvn process-classes there."
            .formatted(classes, folder.resolve("target/engine.classpath")),
        jar("api", Map.of(FACADE, "", API, "version=2")),
        classes.toUri().toURL());
  }

  @Test
  void anEngineInAJarInAJarIsRefused() throws IOException {
    URL api = jar("api", Map.of(FACADE, "", API, "version=2"));
    URL engine = jar("engine", Map.of(ENGINE, "version=2"));
    URL nested = new URL("jar", "", -1, "nested:/app.jar/!lib/engine.jar!/" + ENGINE, to(engine));
    try (URLClassLoader classPath =
        new URLClassLoader(new URL[] {api}, ClassLoader.getPlatformClassLoader()) {
          @Override
          public Enumeration<URL> findResources(String name) throws IOException {
            return name.equals(ENGINE)
                ? Collections.enumeration(List.of(nested))
                : super.findResources(name);
          }
        }) {
      assertThatIllegalStateException()
          .isThrownBy(() -> EngineHome.of(classPath))
          .withMessageStartingWith("The emulator's engine at " + nested + " is a jar in another");
    }
  }

  /** Opens a URL as Spring Boot's launcher does: what is in a jar in a jar. */
  private static URLStreamHandler to(URL engine) {
    return new URLStreamHandler() {
      @Override
      protected URLConnection openConnection(URL url) throws IOException {
        URLConnection inner = new URL("jar:" + engine + "!/" + ENGINE).openConnection();
        return new JarURLConnection(new URL("jar:" + engine + "!/" + ENGINE)) {
          @Override
          public URL getJarFileURL() {
            return nestedJar();
          }

          @Override
          public JarFile getJarFile() throws IOException {
            return ((JarURLConnection) inner).getJarFile();
          }

          @Override
          public InputStream getInputStream() throws IOException {
            return inner.getInputStream();
          }

          @Override
          public void connect() {}
        };
      }
    };
  }

  private static URL nestedJar() {
    try {
      return new URL(
          null,
          "nested:/app.jar/!lib/engine.jar",
          new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) throws IOException {
              throw new IOException("not opened");
            }
          });
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refused(String sentence, URL... jars) throws IOException {
    try (URLClassLoader classPath = classPath(jars)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> EngineHome.of(classPath))
          .withMessage(sentence);
    }
  }

  private static URLClassLoader classPath(URL... jars) {
    return new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
  }

  private URL jar(String name, Map<String, String> files) throws IOException {
    Path jar = folder.resolve(name + ".jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return jar.toUri().toURL();
  }
}
