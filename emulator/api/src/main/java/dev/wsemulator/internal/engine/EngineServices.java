package dev.wsemulator.internal.engine;

/**
 * Where the engine's own logging is registered: not where SLF4J looks for it, as the engine may
 * also be used without a loader of its own, with the logging of whoever does so.
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
