package dev.wsemulator.internal.engine;

/**
 * The registration of the engine's own logging: not where SLF4J looks for it, because the engine
 * can also run without its own loader, with the logging of its host.
 */
final class EngineServices {
  private static final String ASKED = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";
  private static final String OURS = "META-INF/wsemulator/slf4j-provider";

  private EngineServices() {}

  /** Returns the name by which the engine has a resource. */
  static String renamed(String resource) {
    return resource.equals(ASKED) ? OURS : resource;
  }
}
