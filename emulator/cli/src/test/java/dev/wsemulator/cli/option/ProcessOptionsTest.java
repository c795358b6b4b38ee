package dev.wsemulator.cli.option;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ProcessOptionsTest {
  /** A command with these options only. */
  @Command
  private static final class Run {
    @Mixin private ProcessOptions options;
  }

  private static void build(String... arguments) {
    Run run = new Run();
    new CommandLine(run).parseArgs(arguments);
    run.options.into(WebSocketApiEmulator.builder());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "200"})
  void environmentsMayShareStaticFieldsOrHaveThemForThemselves(String number) {
    assertThatCode(() -> build("--statics", number)).doesNotThrowAnyException();
  }

  @Test
  void aNegativeNumberOfEnvironmentsIsRefused() {
    assertThatThrownBy(() -> build("--statics=-1"))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "--statics -1: The number of environments with static fields of their own is 0 or"
                + " more, not -1.");
  }

  @Test
  void aFunctionWithoutAnyProcessIsRefused() {
    assertThatThrownBy(() -> build("--processes", "0"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--processes 0: A function needs at least 1 process, not 0.");
  }
}
