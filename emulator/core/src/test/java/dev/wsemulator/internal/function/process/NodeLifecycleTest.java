package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** When the process of a function for Node.js ends. */
class NodeLifecycleTest {
  private static final int SIGTERM_EXIT = 143;

  @TempDir private Path folder;
  private NodeFunction function;

  @BeforeEach
  void prepare() {
    function = new NodeFunction(folder);
  }

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  void theEndOfStandardInputEndsTheProcess() {
    start("exports.handler = async () => setInterval(() => {}, 1000) && 1;");
    assertThat(function.answer("{}")).isEqualTo("1");

    function.process().endInput();

    assertThat(function.process().exitCode()).isZero();
  }

  @Test
  void theEndOfTheRuntimeApiEndsTheProcess() {
    start("exports.handler = async () => 1;");
    function.api().awaitReady();

    function.api().dropConnections();

    assertThat(function.process().exitCode()).isEqualTo(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void terminationEndsAProcessThatDoesNotListen() {
    start("exports.handler = async () => 1;");
    function.api().awaitReady();

    function.process().terminate();

    assertThat(function.process().exitCode()).isEqualTo(SIGTERM_EXIT);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void terminationLetsListenersFinish() {
    start(
        """
        process.on('SIGTERM', () => setTimeout(() => console.log('closed the pool'), 20));
        exports.handler = async () => 1;
        """);
    function.api().awaitReady();

    function.process().terminate();

    assertThat(function.process().line()).endsWith("closed the pool");
    assertThat(function.process().exitCode()).isZero();
  }

  @Test
  void aHandlerMayExit() {
    start("exports.handler = async () => process.exit(3);");
    function.api().give("{}");

    assertThat(function.process().exitCode()).isEqualTo(3);
    assertThat(function.api().hasReport()).isFalse();
  }

  @Test
  void timersRunOnWhileTheFunctionWaits() {
    start("exports.handler = async () => { setTimeout(() => console.log('later'), 20); };");
    assertThat(function.answer("{}")).isEqualTo("null");

    assertThat(function.process().line()).endsWith("later");
    assertThat(function.answer("{}")).isEqualTo("null");
  }

  private void start(String code) {
    function.file("index.js", code).start("index.handler");
  }
}
