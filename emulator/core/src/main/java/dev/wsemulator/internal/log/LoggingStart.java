package dev.wsemulator.internal.log;

import org.slf4j.LoggerFactory;

/**
 * Initializes SLF4J on one thread: otherwise it would hold back the lines of other threads, and
 * print that on the console.
 */
public final class LoggingStart implements Runnable {
  /** Creates it. */
  public LoggingStart() {}

  @Override
  public void run() {
    LoggerFactory.getILoggerFactory();
  }
}
