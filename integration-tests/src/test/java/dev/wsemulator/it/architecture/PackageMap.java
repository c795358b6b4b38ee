package dev.wsemulator.it.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The packages of all modules, bottom first, and which packages each of them uses. */
final class PackageMap {
  private static final String ROOT = "dev.wsemulator";

  private final Map<String, Set<String>> uses = new LinkedHashMap<>();

  /** Reads a map that has a line {@code package: used packages} for each package. */
  static PackageMap read(Path file) throws IOException {
    PackageMap map = new PackageMap();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(":", 2);
        Set<String> used = new TreeSet<>();
        if (!parts[1].isBlank()) {
          used.addAll(Set.of(parts[1].strip().split(" +")));
        }
        map.uses.put(parts[0], used);
      }
    }
    return map;
  }

  /** Returns the used packages by package, in the order of the map. */
  Map<String, Set<String>> uses() {
    return uses;
  }

  /** Returns the name of a package on the map. */
  static String name(String packageName) {
    return packageName.equals(ROOT) ? "root" : packageName.substring(ROOT.length() + 1);
  }

  /** Returns whether a package is one of ours. */
  static boolean isOurs(String packageName) {
    return (packageName + ".").startsWith(ROOT + ".");
  }
}
