package visits;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.WebSocketApi;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A project with a log has the engine's lines in it, by a name of the emulator's. */
public interface OwnLog {

  @Test
  default void theEnginesLogIsInTheProjectsOwn() {
    Logger emulator = (Logger) LoggerFactory.getLogger("dev.wsemulator");
    Logger all = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = emulator.getLevel();
    ListAppender<ILoggingEvent> kept = new ListAppender<>();
    kept.start();
    all.addAppender(kept);
    emulator.setLevel(Level.DEBUG);
    try (WebSocketApiEmulator second =
        WebSocketApiEmulator.builder().api(WebSocketApi.builder("second").build()).start()) {
      List<String> loggers = loggers(kept);
      assertTrue(
          loggers.contains("dev.wsemulator.engine.org.eclipse.jetty.server.Server"),
          loggers::toString);
      assertTrue(
          loggers.stream().noneMatch(name -> name.startsWith("org.eclipse.jetty")),
          loggers::toString);
    } finally {
      emulator.setLevel(before);
      all.detachAppender(kept);
    }
  }

  /** Returns the loggers of what is kept; the emulator's threads go on with adding lines. */
  private static List<String> loggers(ListAppender<ILoggingEvent> kept) {
    synchronized (kept) { // as Logback does to append
      return kept.list.stream().map(ILoggingEvent::getLoggerName).distinct().toList();
    }
  }
}
