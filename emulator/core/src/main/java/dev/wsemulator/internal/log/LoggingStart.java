package dev.wsemulator.internal.log;

import org.slf4j.LoggerFactory;

/**
 * Makes SLF4J ready on one thread, before there are several: what others log meanwhile it would
 * hold back, and say so on the console.
 */
public final class LoggingStart implements Runnable {
  /** Creates it. */
  public LoggingStart() {}

  @Override
  public void run() {
    LoggerFactory.getILoggerFactory();
  }
}
