package dev.wsemulator.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What JUnit closes with the store that it is in. JUnit before 5.13 uses another type for this than
 * later versions; the resource is closed once by either.
 */
@SuppressWarnings({"deprecation", "try"}) // the other type exists since 5.13
interface ClosedWithStore extends ExtensionContext.Store.CloseableResource, AutoCloseable {
  @Override
  void close() throws Exception;
}
