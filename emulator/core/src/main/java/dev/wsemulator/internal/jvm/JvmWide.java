package dev.wsemulator.internal.jvm;

import java.security.Provider;
import java.security.Security;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Objects of which a JVM has one. The emulator's classes may be there several times, by several
 * class loaders, so these objects are of classes of the JDK, and kept where the JVM keeps its
 * security providers.
 */
public final class JvmWide {
  private static final String PREFIX = "WebSocketApiEmulator-";
  private static final String OBJECT = "object";

  private JvmWide() {}

  /**
   * Returns the one object of a name.
   *
   * @param type its class, one of the JDK
   * @param first creates the value, if there is none
   */
  public static <T> T of(String name, Class<T> type, Supplier<T> first) {
    Security.addProvider(new Place(PREFIX + name, first.get())); // if there is none
    return Objects.requireNonNull(type.cast(Security.getProvider(PREFIX + name).get(OBJECT)));
  }

  /** A provider that provides nothing. */
  private static final class Place extends Provider {
    private static final long serialVersionUID = 1L;

    Place(String name, Object kept) {
      super(name, "1", "Keeps what emulators of WebSocket APIs share.");
      put(OBJECT, kept);
    }
  }
}
