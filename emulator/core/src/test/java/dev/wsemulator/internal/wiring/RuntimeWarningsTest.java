package dev.wsemulator.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.code.JavaRuntimes;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeWarningsTest {
  private static final String NEW = "java99";
  private static final String OTHER = "java98";

  private static String warning(String runtime) {
    return "template.yaml:7: Resources.Echo.Properties.Runtime, "
        + JavaRuntimes.warning(runtime).orElseThrow();
  }

  @Test
  void aRuntimeThatAnotherProgramRunsIsNotWarnedOf() {
    Stack stack = Stack.builder().warnings(List.of(warning(NEW), "other", warning(OTHER))).build();
    ProcessSettings processes = ProcessSettings.builder().program(NEW, Path.of("java")).build();
    assertThat(RuntimeWarnings.without(stack, processes).warnings())
        .containsExactly("other", warning(OTHER));
    assertThat(RuntimeWarnings.without(stack, ProcessSettings.defaults()).warnings()).hasSize(3);
  }
}
