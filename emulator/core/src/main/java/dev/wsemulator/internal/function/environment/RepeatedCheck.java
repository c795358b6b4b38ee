package dev.wsemulator.internal.function.environment;

import dev.wsemulator.time.TimeSource;

/**
 * Checks again and again whether those that wait need something, as long as there are some now and
 * then. Guarded by the pool that has it.
 */
final class RepeatedCheck {
  /** How many checks in a row find no invocation before they stop. */
  private static final int CALM = 50;

  private final TimeSource real;
  private final Runnable check;
  private boolean goesOn;
  private int calm;

  RepeatedCheck(TimeSource real, Runnable check) {
    this.real = real;
    this.check = check;
  }

  /** Begins, if it does not go on anyway. */
  void begin() {
    if (!goesOn) {
      goesOn = true;
      calm = 0;
      real.after(Scaling.PATIENCE, check);
    }
  }

  /** One check is made; another follows unless no invocation has waited for long. */
  void made(boolean somebodyWaits, boolean isOver) {
    calm = somebodyWaits ? 0 : calm + 1;
    goesOn = calm <= CALM && !isOver;
    if (goesOn) {
      real.after(Scaling.PATIENCE, check);
    }
  }
}
