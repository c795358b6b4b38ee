package dev.wsemulator.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.Matcher;
import java.time.Duration;

/** The connections that a test has left open. */
final class OpenConnections {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private OpenConnections() {}

  /** Ends all of them, also those whose clients nobody hears, and waits until they are gone. */
  static void end(WebSocketApiEmulator emulator) {
    assertThat(emulator.journal().await(PATIENCE, () -> isLast(emulator)))
        .as("all are gone")
        .isTrue();
  }

  private static boolean isLast(WebSocketApiEmulator emulator) {
    return emulator.faults().strike(Matcher.ALL, Fault.reset(), Duration.ZERO) == 0;
  }
}
