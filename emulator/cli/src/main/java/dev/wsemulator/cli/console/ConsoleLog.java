package dev.wsemulator.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Sets up logging: warnings, and what functions log, go to standard error. A file {@code
 * logback.xml} would say the same, but reading XML takes a tenth of the whole start. Found by
 * {@code ServiceLoader}.
 */
public final class ConsoleLog extends ContextAwareBase implements Configurator {

  /**
   * What functions and clients write must not steer a terminal, so control characters are shown.
   */
  static final String PATTERN =
      "%d{HH:mm:ss.SSS} %-5level %logger{0} | "
          + "%replace(%msg%n%ex){'[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]', '?'}%nopex";

  /** Creates it. */
  public ConsoleLog() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    StartFailureFilter filter = new StartFailureFilter();
    filter.setContext(context);
    filter.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.addFilter(filter);
    console.setEncoder(encoder);
    console.start();
    context.getLogger("ROOT").setLevel(Level.WARN);
    context.getLogger("ROOT").addAppender(console);
    context.getLogger("function").setLevel(Level.INFO);
    context.getLogger("dev.wsemulator.internal.wiring.LiveReload").setLevel(Level.INFO);
    // Warns of every request that it refuses, which is an ordinary answer.
    context.getLogger("software.amazon.dynamodb").setLevel(Level.ERROR);
    // Reports in one sentence that Docker was not found in any of its usual places.
    context
        .getLogger("org.testcontainers.dockerclient.DockerClientProviderStrategy")
        .setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
