package dev.wsemulator.internal.engine;

import org.jspecify.annotations.Nullable;

/** A log that nobody reads. */
final class NoLog implements EngineLog {
  @Override
  public boolean isEnabled(String logger, Level level) {
    return false;
  }

  @Override
  public void write(String logger, Level level, String text, @Nullable Throwable thrown) {
    // Nobody reads it.
  }
}
