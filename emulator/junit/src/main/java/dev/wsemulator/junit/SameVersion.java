package dev.wsemulator.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Checks that the emulator on the class path has the version of these classes. */
final class SameVersion {
  private static final String PLACE = "META-INF/wsemulator/";
  private static final String FACADE = "dev/wsemulator/WebSocketApiEmulator.class";

  private SameVersion() {}

  /**
   * Refuses a class path with an emulator of another version, before something of it is missed.
   *
   * @throws IllegalStateException if it is of another version
   */
  static void check(ClassLoader classPath) {
    String own = version(classPath, "junit.properties");
    String emulators = version(classPath, "api.properties");
    if (own != null && !own.equals(emulators)) {
      throw new IllegalStateException(
          ("websocket-api-emulator-junit is of version %s, but the emulator at %s is %s. Use one"
                  + " version for all artifacts of dev.wsemulator.")
              .formatted(
                  own,
                  classPath.getResource(FACADE),
                  emulators == null ? "older" : "of version " + emulators));
    }
  }

  private static @Nullable String version(ClassLoader classPath, String file) {
    URL place = classPath.getResource(PLACE + file);
    if (place == null) {
      return null;
    }
    Properties properties = new Properties();
    try (InputStream in = place.openStream()) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + place + " cannot be read.", e);
    }
    return properties.getProperty("version");
  }
}
