package dev.wsemulator.internal.function;

import java.util.Arrays;
import java.util.logging.ConsoleHandler;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Adds to a function's log what its code writes by {@code java.util.logging}, which belongs to the
 * JDK and so would write past the function to the process's {@code System.err}. Whose code it is,
 * the thread tells, or what it runs. Thread-safe.
 */
final class UtilLogging extends Handler {

  private UtilLogging() {
    setFormatter(new SimpleFormatter());
    setLevel(Level.INFO); // as that of the console
  }

  /** Makes sure that the root logger has this handler. */
  static synchronized void install() {
    Logger root = Logger.getLogger("");
    if (Arrays.stream(root.getHandlers()).noneMatch(UtilLogging.class::isInstance)) {
      Arrays.stream(root.getHandlers())
          .filter(handler -> handler.getClass() == ConsoleHandler.class)
          .forEach(UtilLogging::leaveOutFunctions);
      root.addHandler(new UtilLogging());
    }
  }

  private static void leaveOutFunctions(Handler console) {
    Filter before = console.getFilter();
    console.setFilter(
        entry ->
            (before == null || before.isLoggable(entry))
                && (isOfEmulator(entry) || LogAttribution.ofThread() == null));
  }

  @Override
  public void publish(LogRecord entry) {
    if (!isLoggable(entry) || isOfEmulator(entry)) {
      return;
    }
    LogAttribution found = LogAttribution.ofThread();
    if (found != null) {
      String text = getFormatter().format(entry).stripTrailing();
      found.function().console().print(found.requestId(), text, System.err);
    }
  }

  /** Where {@code java.util.logging} is what the emulator itself logs with. */
  private static boolean isOfEmulator(LogRecord entry) {
    String name = entry.getLoggerName();
    return name != null && (name.startsWith("function.") || name.startsWith("dev.wsemulator."));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
