package dev.wsemulator.internal.engine;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Loads the engine from its modules and libraries before they are packed. */
final class UnpackedClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  UnpackedClassLoader(URL[] classPath, ClassLoader shown) {
    super("wsemulator-engine", classPath, shown);
  }

  @Override
  public @Nullable URL findResource(String name) {
    return super.findResource(EngineServices.renamed(name));
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    return super.findResources(EngineServices.renamed(name));
  }
}
