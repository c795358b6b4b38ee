package dev.wsemulator.internal.engine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of a project with an SLF4J provider, of version 1.7 or 2. */
final class Slf4jLog implements EngineLog {
  /** Creates it when SLF4J is ready, so that no line of another thread is held back by it. */
  Slf4jLog() {
    LoggerFactory.getILoggerFactory();
  }

  /** Returns whether there is SLF4J, and a provider for it. */
  static boolean isThere() {
    ClassLoader loader = EngineLog.class.getClassLoader();
    boolean hasProvider =
        loader.getResource("META-INF/services/org.slf4j.spi.SLF4JServiceProvider") != null
            || loader.getResource("org/slf4j/impl/StaticLoggerBinder.class") != null;
    return hasProvider && loader.getResource("org/slf4j/LoggerFactory.class") != null;
  }

  @Override
  public boolean isEnabled(String name, Level level) {
    Logger logger = LoggerFactory.getLogger(name);
    return switch (level) {
      case TRACE -> logger.isTraceEnabled();
      case DEBUG -> logger.isDebugEnabled();
      case INFO -> logger.isInfoEnabled();
      case WARN -> logger.isWarnEnabled();
      case ERROR -> logger.isErrorEnabled();
    };
  }

  @Override
  public void write(String name, Level level, String text, @Nullable Throwable thrown) {
    Logger logger = LoggerFactory.getLogger(name);
    switch (level) {
      case TRACE -> logger.trace(text, thrown);
      case DEBUG -> logger.debug(text, thrown);
      case INFO -> logger.info(text, thrown);
      case WARN -> logger.warn(text, thrown);
      case ERROR -> logger.error(text, thrown);
    }
  }
}
