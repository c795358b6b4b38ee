package dev.wsemulator.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.RunningFunctions;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.lambda.ProcessSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private static List<String> warnings(RunningFunctions functions, String id) {
    return FunctionWiring.debugWarnings(
        ProcessSettings.builder().debug(id, OF_ECHO).build(),
        Map.of("Echo", "stack-Echo", "Chat", "stack-Chat"),
        functions.runtime);
  }

  @Test
  void aDebuggerThatCannotAttachIsWarnedOf(@TempDir Path folder) {
    try (RunningFunctions functions = new RunningFunctions()) {
      functions.runtime.deploy(
          FunctionDefinition.of("stack-Echo", ChildProcess.of("nodejs22.x", "index.h", folder)));
      functions.deploy("stack-Chat", "Echo");
      functions.runtime.deploy(FunctionDefinition.of("object", (LambdaFunction) event -> event));
      assertThat(warnings(functions, "Echo")).isEmpty();
      assertThat(warnings(functions, "stack-Echo")).isEmpty();
      assertThat(warnings(functions, "Ecko"))
          .containsExactly(
              "No debugger can attach at port 9229: there is no function \"Ecko\". Did you mean"
                  + " Echo?");
      assertThat(warnings(functions, "stack-Eco"))
          .containsExactly(
              "No debugger can attach at port 9229: there is no function \"stack-Eco\". Did you"
                  + " mean stack-Echo?");
      assertThat(warnings(functions, "Chat"))
          .containsExactly(
              "No debugger can attach at port 9229: function stack-Chat has no process of its own."
                  + " Attach it to the JVM of the emulator, or start with --isolate.");
      assertThat(warnings(functions, "object"))
          .containsExactly(
              "No debugger can attach at port 9229: function object has no process of its own.");
    }
  }
}
