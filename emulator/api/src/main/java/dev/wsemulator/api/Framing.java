package dev.wsemulator.api;

/**
 * How messages to clients are split into frames. Immutable.
 *
 * <p>AWS cuts them where it pleases, none longer than 32 KB, so a client must put the frames of a
 * message together.
 */
public final class Framing {
  private static final String EVEN = "even";
  private static final String UNEVEN = "uneven";

  private final boolean even;
  private final long seed;

  private Framing(boolean even, long seed) {
    this.even = even;
    this.seed = seed;
  }

  /** Returns the one that cuts only what is longer than a frame may be, and there. */
  public static Framing even() {
    return new Framing(true, 0);
  }

  /**
   * Returns the one that cuts as AWS does.
   *
   * @param seed what the lengths depend on: the same seed gives the same cuts of the same messages
   */
  public static Framing uneven(long seed) {
    return new Framing(false, seed);
  }

  /**
   * Returns the one of this name.
   *
   * @param name {@code even}, {@code uneven}, or {@code uneven:} and a seed
   * @throws IllegalArgumentException if the name is invalid
   */
  public static Framing of(String name) {
    if (name.equals(EVEN)) {
      return even();
    }
    if (name.equals(UNEVEN)) {
      return uneven(0);
    }
    try {
      if (name.startsWith(UNEVEN + ":")) {
        return uneven(Long.parseLong(name.substring(UNEVEN.length() + 1)));
      }
    } catch (NumberFormatException e) {
      // The format of the name is described below.
    }
    throw new IllegalArgumentException(
        "Unknown framing \"%s\". Use %s, %s, or %s:SEED with a number."
            .formatted(name, EVEN, UNEVEN, UNEVEN));
  }

  /** Returns whether all frames but the last of a message are as long as they may be. */
  public boolean isEven() {
    return even;
  }

  /** Returns what the lengths depend on. */
  public long seed() {
    return seed;
  }

  @Override
  public String toString() {
    return even ? EVEN : UNEVEN + ":" + seed;
  }
}
