package dev.wsemulator.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.engine.EngineLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How loud the engine's libraries are in a user's log. */
class EngineLoggerTest {
  private final List<String> lines = new ArrayList<>();
  private final EngineLog log =
      new EngineLog() {
        @Override
        public boolean isEnabled(String logger, Level level) {
          return true;
        }

        @Override
        public void write(String logger, Level level, String text, @Nullable Throwable thrown) {
          lines.add(level + " " + logger);
        }
      };

  private void warn(String logger) {
    new EngineLogger(logger, log).warn("text", new IllegalStateException());
  }

  @Test
  void theOrdinaryRefusalsOfDynamoDbLocalAreNoWarnings() {
    String handler = "software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler";
    warn(handler);
    warn("org.eclipse.jetty.server.Server");
    new EngineLogger(handler, log).error("text", new IllegalStateException());
    assertThat(lines)
        .containsExactly(
            "DEBUG dev.wsemulator.engine." + handler,
            "WARN dev.wsemulator.engine.org.eclipse.jetty.server.Server",
            "ERROR dev.wsemulator.engine." + handler);
  }
}
