package dev.wsemulator.internal.source;

/** An event pattern cannot be used; the message says why, and where in the pattern. */
public final class InvalidPatternException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String reason;

  InvalidPatternException(String place, String reason) {
    super(place.isEmpty() ? reason : reason + " (at " + place + ")");
    this.place = place;
    this.reason = reason;
  }

  /** Returns where, such as {@code detail.state[0]}; empty for the pattern as a whole. */
  public String place() {
    return place;
  }

  /** Returns why, without the place. */
  public String reason() {
    return reason;
  }
}
