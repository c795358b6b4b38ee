package dev.wsemulator.internal.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Properties of the machine and its user. Immutable.
 *
 * @param property returns a system property, or {@code null}
 * @param variable returns an environment variable, or {@code null}
 */
public record Machine(
    UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> variable) {

  /** Returns the real one. */
  public static Machine real() {
    return new Machine(System::getProperty, System::getenv);
  }

  /** Returns the user's home. */
  public Path home() {
    String home = property.apply("user.home");
    return Path.of(home == null ? "" : home);
  }

  /** Returns the folder that a system property names. */
  public Optional<Path> folderOfProperty(String name) {
    return path(property.apply(name));
  }

  /** Returns the folder that an environment variable names. */
  public Optional<Path> folderOfVariable(String name) {
    return path(variable.apply(name));
  }

  /** Returns a path, if this is one. */
  public static Optional<Path> path(@Nullable String path) {
    try {
      return path == null || path.isBlank() ? Optional.empty() : Optional.of(Path.of(path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the emulator's cache folder: what the system property {@code wsemulator.cache} or the
   * variable {@code WSEMULATOR_CACHE} names, or where the system's users have such folders.
   */
  public Path cacheFolder() {
    return folderOfProperty("wsemulator.cache")
        .or(() -> folderOfVariable("WSEMULATOR_CACHE"))
        .orElseGet(this::usualCacheFolder);
  }

  private Path usualCacheFolder() {
    Optional<Path> xdg = folderOfVariable("XDG_CACHE_HOME").filter(Path::isAbsolute);
    if (xdg.isPresent()) {
      return xdg.get().resolve("wsemulator");
    }
    String system = String.valueOf(property.apply("os.name")).toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return home().resolve(Path.of("Library", "Caches", "wsemulator"));
    }
    if (system.startsWith("windows")) {
      Path local =
          folderOfVariable("LOCALAPPDATA")
              .orElseGet(() -> home().resolve(Path.of("AppData", "Local")));
      return local.resolve(Path.of("wsemulator", "cache"));
    }
    return home().resolve(Path.of(".cache", "wsemulator"));
  }
}
