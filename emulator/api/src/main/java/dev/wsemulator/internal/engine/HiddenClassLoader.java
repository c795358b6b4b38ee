package dev.wsemulator.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.SecureClassLoader;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the engine with all its libraries from the jar that it is hidden in: below a folder that
 * nothing else looks into, class files by another ending. Nothing is unpacked. Thread-safe.
 */
final class HiddenClassLoader extends SecureClassLoader {
  private static final String FOLDER = "META-INF/wsemulator/engine/";
  private static final String CLASS = ".class";
  private static final String HIDDEN_CLASS = ".classdata";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final URL place;
  private final CodeSource source;

  private HiddenClassLoader(JarFile jar, URL place, ClassLoader shown) {
    super("wsemulator-engine", shown);
    this.jar = jar;
    this.place = place;
    this.source = new CodeSource(place, (Certificate[]) null);
  }

  /** Returns a loader of what is hidden in a jar; the jar stays open as long as the loader is. */
  static HiddenClassLoader of(URL jar, ClassLoader shown) throws IOException, URISyntaxException {
    return new HiddenClassLoader(new JarFile(Path.of(jar.toURI()).toFile()), jar, shown);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    JarEntry entry = entry(name.replace('.', '/') + CLASS);
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] code = read(entry);
    definePackageOf(name);
    return defineClass(name, code, 0, code.length, source);
  }

  private void definePackageOf(String className) {
    int end = className.lastIndexOf('.');
    String name = end < 0 ? "" : className.substring(0, end);
    if (getDefinedPackage(name) == null) {
      try {
        definePackage(name, null, null, null, null, null, null, null);
      } catch (IllegalArgumentException e) {
        // Another thread has defined it meanwhile.
      }
    }
  }

  private byte[] read(JarEntry entry) {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The emulator's engine in %s cannot be read. It must not change while it runs."
              .formatted(jar.getName()),
          e);
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    String asked = EngineServices.renamed(name);
    JarEntry entry = entry(asked);
    try {
      return entry == null ? null : new URL("jar:" + place + "!/" + entry.getName());
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL one = findResource(name);
    return one == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(one));
  }

  private @Nullable JarEntry entry(String name) {
    String hidden =
        name.endsWith(CLASS)
            ? name.substring(0, name.length() - CLASS.length()) + HIDDEN_CLASS
            : name;
    return jar.getJarEntry(FOLDER + hidden);
  }
}
