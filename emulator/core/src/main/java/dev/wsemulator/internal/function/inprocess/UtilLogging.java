package dev.wsemulator.internal.function.inprocess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a function's log what its code writes by {@code java.util.logging}, which belongs to the
 * JDK and so would write past the function to the process's {@code System.err}. The thread, or the
 * running code, determines the function. Thread-safe.
 */
public final class UtilLogging extends Handler {

  private static int users;
  private static @Nullable UtilLogging installed;

  private final List<Console> consoles = new ArrayList<>();

  private UtilLogging() {
    setFormatter(new SimpleFormatter());
    setLevel(Level.INFO); // as that of the console
  }

  /** Makes sure that the root logger has this handler, until as many calls of {@link #remove}. */
  public static synchronized void install() {
    users++;
    Logger root = Logger.getLogger("");
    boolean isThere = Arrays.stream(root.getHandlers()).anyMatch(UtilLogging.class::isInstance);
    if (!isThere) { // it may have been reset
      UtilLogging own = new UtilLogging();
      for (Handler handler : root.getHandlers()) {
        if (handler.getClass() == ConsoleHandler.class) {
          own.consoles.add(new Console(handler));
        }
      }
      root.addHandler(own);
      installed = own;
    }
  }

  /** Restores the root logger, unless other code has changed it. */
  public static synchronized void remove() {
    UtilLogging own = installed;
    if (--users == 0 && own != null) {
      Logger.getLogger("").removeHandler(own);
      own.consoles.forEach(Console::giveBack);
      installed = null;
    }
  }

  /** A handler of the process's console, which is to leave out what functions write. */
  private static final class Console implements Filter {
    private final Handler handler;
    private final @Nullable Filter before;
    private volatile boolean over;

    Console(Handler handler) {
      this.handler = handler;
      this.before = handler.getFilter();
      handler.setFilter(this);
    }

    @Override
    public boolean isLoggable(LogRecord entry) {
      return (before == null || before.isLoggable(entry))
          && (over || isOfEmulator(entry) || ThreadHome.attributed() == null);
    }

    void giveBack() {
      over = true; // another filter may be in front of it
      if (handler.getFilter() == this) {
        handler.setFilter(before);
      }
    }
  }

  @Override
  public void publish(LogRecord entry) {
    if (!isLoggable(entry) || isOfEmulator(entry)) {
      return;
    }
    ThreadHome.Attributed found = ThreadHome.attributed();
    if (found != null) {
      entry.setInstant(found.owner().now());
      String text = getFormatter().format(entry).stripTrailing();
      found.owner().print(found.requestId(), text);
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
