package dev.wsemulator.cli.console;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Leaves out the line in which the HTTP server logs that it did not start: the command line says so
 * itself, and what to do.
 */
final class StartFailureFilter extends Filter<ILoggingEvent> {

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getMessage().equals("Failed to start Javalin")
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
