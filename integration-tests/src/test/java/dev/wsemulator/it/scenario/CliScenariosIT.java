package dev.wsemulator.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.cli.Main;
import dev.wsemulator.cli.console.ProcessEnvironment;
import dev.wsemulator.fault.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every scenario strikes when it is begun on the command line. */
@ExtendWith(Repetitions.class)
class CliScenariosIT {
  private static final int MOST = 20;

  @TestFactory
  Stream<DynamicTest> everyScenarioStrikes() {
    return Trials.of(CliScenariosIT.class.getSimpleName(), MOST, CliScenariosIT::begin);
  }

  private static Trial.Begun begin(WebSocketApiEmulator emulator, Scenario scenario)
      throws IOException {
    String name = scenario.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String url = emulator.baseUrl().toString();
    StringWriter out = new StringWriter();
    int code =
        Main.commandLine(
                new ProcessEnvironment(InputStream.nullInputStream(), false, variable -> null))
            .setOut(new PrintWriter(out, true))
            .execute("faults", "begin", name, "--url", url, "--output", "json");
    assertThat(code).as("exit status of %s", name).isZero();
    return AdminScenariosIT.read(out.toString());
  }
}
