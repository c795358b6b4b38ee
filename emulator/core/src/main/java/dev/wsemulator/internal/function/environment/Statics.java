package dev.wsemulator.internal.function.environment;

import org.jspecify.annotations.Nullable;

/**
 * How many execution environments of a function in Java have static fields of their own. Immutable.
 *
 * @param given the number that was asked for; 0 if all environments are to share the static fields;
 *     {@code null} if nothing was asked for
 */
public record Statics(@Nullable Integer given) {
  /** What holds unless told otherwise. */
  public static final Statics DEFAULT = new Statics(null);

  private static final int USUAL = 50;

  /** Each loads everything, which may be a whole framework. */
  private static final int WITHOUT_LIBRARIES = 10;

  /**
   * Returns how many there may be; 0 if they are shared.
   *
   * @param areLibrariesShared whether an environment does not load the function's libraries
   */
  public int most(boolean areLibrariesShared) {
    if (given != null) {
      return given;
    }
    return areLibrariesShared ? USUAL : WITHOUT_LIBRARIES;
  }
}
