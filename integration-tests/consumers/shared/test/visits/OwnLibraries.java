package visits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A project has the libraries that it has chosen, and none of the engine's. Which, its file {@code
 * libraries.properties} says: a class and the jar that it has to come from, or nothing for a class
 * that must not be there.
 */
public interface OwnLibraries {

  @Test
  default void everyLibraryIsTheProjectsOwn() throws IOException {
    Map<String, String> wanted = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<Object, Object> each : read("/libraries.properties").entrySet()) {
      wanted.put((String) each.getKey(), (String) each.getValue());
      found.put((String) each.getKey(), jar((String) each.getKey()));
    }
    assertEquals(wanted, found);
    assertFalse(found.isEmpty());
  }

  @Test
  default void nothingOfTheEngineIsVisible() throws IOException {
    for (Object each : read("/engine.properties").keySet()) {
      String name = (String) each;
      assertThrows(ClassNotFoundException.class, () -> load(name), name);
      assertTrue(Boolean.getBoolean("ide") || isHidden(name), name);
    }
  }

  private static boolean isHidden(String name) {
    String place = "META-INF/wsemulator/engine/" + name.replace('.', '/') + ".classdata";
    return OwnLibraries.class.getClassLoader().getResource(place) != null;
  }

  private static Properties read(String file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = OwnLibraries.class.getResourceAsStream(file)) {
      properties.load(in);
    }
    return properties;
  }

  private static String jar(String name) {
    try {
      URL place = load(name).getProtectionDomain().getCodeSource().getLocation();
      return new File(place.getPath().replaceFirst("!/$", "")).getName();
    } catch (ClassNotFoundException e) {
      return "";
    }
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, false, OwnLibraries.class.getClassLoader());
  }
}
