package dev.wsemulator.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ServerOptionsTest {
  /** A command with these options only. */
  @Command
  private static final class Served {
    @Mixin private ServerOptions options;
  }

  private static List<String> warnings(String... arguments) {
    Served served = new Served();
    new CommandLine(served).parseArgs(arguments);
    return served.options.warnings(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost", "::1"})
  void nothingIsOpenOnThisMachineAlone(String host) {
    assertThat(warnings("--host", host)).isEmpty();
  }

  @Test
  void whatIsOpenToOtherMachinesIsNamed() {
    assertThat(warnings("--host", "0.0.0.0", "--web", "src"))
        .containsExactly(
            "--host 0.0.0.0 admits other machines. Exposed: the WebSocket, HTTP and REST APIs; @connections, with the public key test; the files of src. The admin API and the control plane accept this machine only, unless you add --tools-from-network.");
    assertThat(warnings("--host", "192.168.1.7", "--tools-from-network"))
        .containsExactly(
            "--host 192.168.1.7 admits other machines. Exposed: the WebSocket, HTTP and REST APIs;"
                + " @connections, with the public key test; the admin API and the control plane, which can run code here.");
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    assertThatThrownBy(() -> warnings("--allow-host", "http://emulator"))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "--allow-host http://emulator is not a host name. Write it without scheme and port,"
                + " such as emulator.");
  }
}
