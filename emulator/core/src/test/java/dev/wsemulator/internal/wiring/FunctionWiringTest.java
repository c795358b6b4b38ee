package dev.wsemulator.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.lambda.ProcessSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionWiringTest {
  private static final int OF_ECHO = 9229;
  private static final int OF_CHAT = 9230;

  @Test
  void aDebuggersFunctionIsGivenByItsLogicalIdOrItsName() {
    ProcessSettings given =
        ProcessSettings.builder()
            .maxProcesses(3)
            .debug("Echo", OF_ECHO)
            .debug("stack-Chat", OF_CHAT)
            .build();
    ProcessSettings named = FunctionWiring.byName(given, Map.of("Echo", "stack-Echo"));
    assertThat(named.debugPorts()).containsEntry("stack-Echo", OF_ECHO);
    assertThat(named.debugPorts()).containsEntry("stack-Chat", OF_CHAT);
    assertThat(named.maxProcesses()).isEqualTo(3);
  }
}
