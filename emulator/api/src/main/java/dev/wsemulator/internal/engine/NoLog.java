package dev.wsemulator.internal.engine;

import org.jspecify.annotations.Nullable;

/** A log without output. */
final class NoLog implements EngineLog {
  @Override
  public boolean isEnabled(String logger, Level level) {
    return false;
  }

  @Override
  public void write(String logger, Level level, String text, @Nullable Throwable thrown) {
    // Without output.
  }
}
