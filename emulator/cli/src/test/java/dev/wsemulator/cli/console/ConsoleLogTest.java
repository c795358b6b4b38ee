package dev.wsemulator.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleLogTest {
  @Test
  void whatFunctionsWriteDoesNotSteerATerminal() {
    LoggerContext context = new LoggerContext();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(ConsoleLog.PATTERN);
    encoder.start();
    LoggingEvent event =
        new LoggingEvent(
            "",
            context.getLogger("function.Echo"),
            Level.INFO,
            "a\u001b]0;title\u0007b\rc\u009b2J\td\ne",
            new IllegalStateException("f\u001b[2Jg"),
            null);
    assertThat(new String(encoder.encode(event), StandardCharsets.UTF_8))
        .contains("INFO  Echo | a?]0;title?b?c?2J\td\ne")
        .contains("java.lang.IllegalStateException: f?[2Jg")
        .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
  }
}
