package dev.wsemulator.internal.engine;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the user's class path that the engine can load: the published packages, and the
 * interfaces of Lambda's handlers, in addition to the JDK. Packages are named one by one, as users
 * may have packages below {@code dev.wsemulator}, too. Thread-safe.
 */
final class ShownClasses extends ClassLoader {
  /** Everything that the engine's classes have in common with the user's. */
  static final Set<String> PACKAGES =
      Set.of(
          "dev.wsemulator",
          "dev.wsemulator.api",
          "dev.wsemulator.aws",
          "dev.wsemulator.fault",
          "dev.wsemulator.feed",
          "dev.wsemulator.internal.engine",
          "dev.wsemulator.internal.feed",
          "dev.wsemulator.internal.loader",
          "dev.wsemulator.journal",
          "dev.wsemulator.lambda",
          "dev.wsemulator.replay",
          "dev.wsemulator.stack",
          "dev.wsemulator.time",
          "com.amazonaws.services.lambda.runtime",
          "com.amazonaws.services.lambda.runtime.logging",
          "org.jspecify.annotations");

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader published;

  ShownClasses(ClassLoader published) {
    super("wsemulator-shown", getPlatformClassLoader());
    this.published = published;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return isShown(name, '.') ? published.loadClass(name) : ofJdk(super.loadClass(name, resolve));
  }

  /**
   * Rejects classes outside the JDK. Of modules, the loader of the JDK's platform also finds those
   * of the application: the JDK's loaders know all modules that it has started with.
   */
  private static Class<?> ofJdk(Class<?> type) throws ClassNotFoundException {
    boolean isJdks =
        type.getClassLoader() != getSystemClassLoader()
            || ModuleLayer.boot()
                .configuration()
                .findModule(type.getModule().getName())
                .flatMap(module -> module.reference().location())
                .filter(place -> place.getScheme().equals("jrt"))
                .isPresent();
    if (!isJdks) {
      throw new ClassNotFoundException(type.getName());
    }
    return type;
  }

  @Override
  public @Nullable URL getResource(String name) {
    return isClass(name) ? published.getResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!isClass(name)) {
      return super.getResources(name);
    }
    URL one = published.getResource(name);
    return one == null ? Collections.emptyEnumeration() : Collections.enumeration(Set.of(one));
  }

  private static boolean isClass(String resource) {
    return resource.endsWith(".class") && isShown(resource, '/');
  }

  private static boolean isShown(String name, char separator) {
    int end = name.lastIndexOf(separator);
    return end > 0 && PACKAGES.contains(name.substring(0, end).replace(separator, '.'));
  }
}
