package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.function.environment.Concurrency;
import dev.wsemulator.internal.function.environment.FunctionRuntimeConfig;
import dev.wsemulator.internal.function.environment.HostServices;
import dev.wsemulator.internal.function.environment.Workers;
import dev.wsemulator.internal.function.log.FunctionConsole;
import dev.wsemulator.internal.function.log.FunctionLogs;
import dev.wsemulator.internal.function.process.api.RuntimeRequest;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The start of a process, and what is said of it. */
class RuntimeProcessTest implements RuntimeProcess.Owner {
  @TempDir Path folder;
  private final VirtualTime real = new VirtualTime();
  private final Warnings warnings = new Warnings();
  private final List<String> printed = new ArrayList<>();
  private final List<ProcessExit> exits = new ArrayList<>();
  private ChildProcesses children = new ChildProcesses(ProcessSettings.builder().build());
  private final Workers workers = Workers.of(false);
  private final FunctionLogs logs =
      new FunctionLogs(new FunctionConsole.Place(TimeSource.system(), "eu-west-1"), null);

  @AfterEach
  void close() {
    children.close();
    assertThat(workers.close()).isTrue();
    logs.close();
  }

  @Override
  public void responded(RuntimeRequest response, boolean isTooLong) {}

  @Override
  public void failed(RuntimeRequest error) {}

  @Override
  public void print(String line) {
    printed.add(line);
  }

  @Override
  public void exited(RuntimeProcess process, ProcessExit how) {
    exits.add(how);
  }

  private RuntimeProcess process() {
    return process("provided.al2023");
  }

  private RuntimeProcess process(String runtime) {
    HostServices services =
        new HostServices(
            FunctionRuntimeConfig.of("eu-west-1", "123456789012").build(),
            new HostServices.Pace(
                TimeSource.system(), real, new Concurrency(Concurrency.OF_AN_ACCOUNT)),
            logs,
            Egress.NONE,
            workers);
    FunctionDefinition function =
        FunctionDefinition.of("early", ChildProcess.of(runtime, "", folder));
    ProcessHost host = new ProcessHost(function, services, children, warnings.logger());
    return new RuntimeProcess(host, this, "$LATEST", true);
  }

  private void startAndWaitTooLong(String source) throws IOException {
    Path program = Files.writeString(folder.resolve("bootstrap"), source);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    RuntimeProcess process = process();
    process.begin();
    real.advance(Duration.ofSeconds(10));
    process.awaitEnd();
    process.close();
  }

  @Test
  void aStartThatFailsIsReported() {
    process().begin();
    assertThat(exits).hasSize(1);
    assertThat(printed).singleElement().asString().startsWith("There is no program \"bootstrap\"");
    assertThat(warnings.lines())
        .singleElement()
        .asString()
        .startsWith("Function early cannot run. There is no program \"bootstrap\"");
  }

  @Test
  void aStartThatFailsBecauseTheEnvironmentHasEndedIsNotReported() {
    RuntimeProcess process = process();
    process.end();
    process.begin();
    assertThat(exits).hasSize(1);
    assertThat(printed).isEmpty();
    assertThat(warnings.lines()).isEmpty();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "A script is no program there.")
  void aFunctionInPythonWithoutDebugpyIsNotStartedForADebugger() throws IOException {
    Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\nexit 1\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    children =
        new ChildProcesses(
            ProcessSettings.builder().program("python3.12", python).debug("early", 5678).build());
    process("python3.12").begin();
    assertThat(exits).hasSize(1);
    assertThat(warnings.lines())
        .contains(
            "Function early cannot run. The module debugpy, which a debugger needs, is not installed"
                + " for %1$s. Run: %1$s -m pip install debugpy".formatted(python));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "A script is no program there.")
  void aProgramThatOnlyKnowsTheCallsOfGo1IsToldToBeBuiltAgain() throws IOException {
    startAndWaitTooLong("#!/bin/sh\n: $_LAMBDA_SERVER_PORT\nexec sleep 60\n");
    assertThat(warnings.lines())
        .containsExactly(
            "Function early was not ready after 10 s; it is started once more. It does not know the"
                + " Runtime API, because it was built with github.com/aws/aws-lambda-go before"
                + " 1.18.0: run \"go get github.com/aws/aws-lambda-go@latest\" and build it"
                + " again.");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "A script is no program there.")
  void aProgramThatKnowsTheRuntimeApiIsNotToldSo() throws IOException {
    startAndWaitTooLong(
        "#!/bin/sh\n: $_LAMBDA_SERVER_PORT $AWS_LAMBDA_RUNTIME_API\nexec sleep 60\n");
    assertThat(warnings.lines())
        .containsExactly("Function early was not ready after 10 s; it is started once more.");
  }

  @Test
  void theNamesInAProgramMayLieAnywhere() throws IOException {
    int chunk = 1 << 20;
    for (int before : new int[] {0, chunk - 5, 2 * chunk - 30, 3 * chunk}) {
      Path program =
          Files.writeString(
              folder.resolve("program"),
              "\0".repeat(before) + "_LAMBDA_SERVER_PORT" + "\0".repeat(before));
      assertThat(GoPrograms.hint(program)).isNotEmpty();
      Files.writeString(
          program, "_LAMBDA_SERVER_PORT" + "\0".repeat(before) + "AWS_LAMBDA_RUNTIME_API");
      assertThat(GoPrograms.hint(program)).isEmpty();
    }
    assertThat(GoPrograms.hint(folder.resolve("none"))).isEmpty();
  }
}
