package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the process of a function begins and ends. */
class PythonProcessTest {
  private static final String CODE =
      """
      import os, signal, sys, threading, time

      def say_and_end(number, frame):
          sys.exit(5)

      def signal_here():
          time.sleep(0.3)
          signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

      def handler(event, context):
          do = event["do"]
          if do == "stdin":
              return sys.stdin.read()
          if do == "listen":
              signal.signal(signal.SIGTERM, say_and_end)
          if do == "listen-aside":
              signal.signal(signal.SIGTERM, say_and_end)
              threading.Thread(target=signal_here, daemon=True).start()
          if do == "exit":
              sys.exit(3)
          if do == "quit":
              os._exit(4)
          if do == "interrupt":
              raise KeyboardInterrupt()
          if do == "ctrl-c":
              os.kill(os.getpid(), signal.SIGINT)
          if do == "surrogate":
              return "\\ud800"
          if do == "wait":
              print("waiting")
              threading.Event().wait()
          if do == "main":
              return [sys.modules["__main__"].__name__, "_wsemulator" in str(sys.path)]
      """;

  @TempDir private Path folder;
  private PythonFunction function;

  @BeforeEach
  void start() {
    function = PythonFunction.in(folder).with("app.py", CODE).start("app.handler");
  }

  @AfterEach
  void end() {
    if (function != null) {
      function.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"exit, 3", "quit, 4", "surrogate, 1"})
  void aHandlerThatEndsTheProcessReportsNothing(String how, int code) {
    function.api().give("{\"do\":\"" + how + "\"}");
    assertThat(function.process().exitCode()).isEqualTo(code);
    assertThat(function.api().hasReport()).isFalse();
  }

  @Test
  void aKeyboardInterruptOfTheHandlerEndsTheProcess() {
    function.api().give("{\"do\":\"interrupt\"}");
    assertThat(function.process().exitCode()).isNotZero();
    assertThat(function.process().remainingErrorLines()).contains("KeyboardInterrupt");
    assertThat(function.api().hasReport()).isFalse();
  }

  @Test
  void ctrlCAtTheTerminalIsLeftToTheEmulator() {
    assertThat(function.invoke("ctrl-c").body()).isEqualTo("null");
    assertThat(function.process().isAlive()).isTrue();
  }

  @Test
  void itEndsWithItsStandardInputEvenInAHandler() {
    function.api().give("{\"do\":\"wait\"}");
    assertThat(function.process().line()).isEqualTo("waiting");
    function.process().endInput();
    assertThat(function.process().exitCode()).isZero();
  }

  @Test
  void theFunctionSeesAnEmptyStandardInput() {
    assertThat(function.invoke("stdin").body()).isEqualTo("\"\"");
  }

  @Test
  void itEndsWithItsConnection() {
    function.api().awaitReady();
    function.api().dropConnections();
    assertThat(function.process().exitCode()).isZero();
    assertThat(function.process().remainingErrorLines()).isEmpty();
  }

  @Test
  void terminationEndsItAtOnce() {
    function.api().give("{\"do\":\"wait\"}");
    assertThat(function.process().line()).isEqualTo("waiting");
    function.process().terminate();
    assertThat(function.process().exitCode()).isEqualTo(143);
  }

  @Test
  void aHandlerOfSignalsRunsWhileItWaitsForAnEvent() {
    function.invoke("listen");
    function.process().terminate();
    assertThat(function.process().exitCode()).isEqualTo(5);
  }

  @Test
  void aHandlerOfASignalThatDoesNotEndTheWaitRunsAllTheSame() {
    function.invoke("listen-aside");
    assertThat(function.process().exitCode()).isEqualTo(5);
  }

  @Test
  void theEnvironmentShowsNothingOfTheHook() {
    function.close();
    function =
        PythonFunction.in(folder.resolve("2"))
            .with("app.py", "import os\ndef handler(e, c):\n    return dict(os.environ)")
            .withVariable("WSEMULATOR_HOME", "127.0.0.1:1")
            .withVariable("WSEMULATOR_HOSTS", "[]")
            .start("app.handler");
    assertThat(function.api().invoke("{}").body()).doesNotContain("WSEMULATOR");
  }

  @Test
  void aRequestWithTheConnectionKeptServesManyEvents() {
    for (int i = 0; i < 200; i++) {
      function.api().give("{\"do\":\"none\"}", Map.of("Lambda-Runtime-Trace-Id", "" + i));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(function.api().take().body()).isEqualTo("null");
    }
  }
}
