package dev.wsemulator.it.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The warnings that begin with certain words. */
final class Warnings extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private final String beginning;

  Warnings(String beginning) {
    this.beginning = beginning;
    start();
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    String text = event.getFormattedMessage();
    if (event.getLevel() == Level.WARN && text.startsWith(beginning)) {
      texts.add(text);
    }
  }

  List<String> texts() {
    return texts;
  }

  @Override
  public void close() {
    logger.detachAppender(this);
  }
}
