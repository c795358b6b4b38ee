package dev.wsemulator.internal.engine;

import org.jspecify.annotations.Nullable;

/** The destination of the engine's log, if the engine has its own class loader. Thread-safe. */
public interface EngineLog {

  /** The severity of a line. */
  enum Level {
    /** For the engine's authors. */
    TRACE,
    /** What helps to find out why. */
    DEBUG,
    /** What happens. */
    INFO,
    /** A problem. */
    WARN,
    /** What has failed. */
    ERROR
  }

  /** Returns whether anybody wants such lines. */
  boolean isEnabled(String logger, Level level);

  /** Writes a line. */
  void write(String logger, Level level, String text, @Nullable Throwable thrown);

  /**
   * Returns the log of the user's project: that of its SLF4J provider, or none. SLF4J is not
   * touched without one, as it would say so.
   */
  static EngineLog ofUser() {
    return Slf4jLog.isThere() ? new Slf4jLog() : new NoLog();
  }
}
