package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.process.ScriptedRuntimeApi.Kind;
import dev.wsemulator.internal.function.process.ScriptedRuntimeApi.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a handler is found, and what is said if it is not. */
class PythonHandlerTest {
  private static final String ECHO = "def handler(event, context):\n    return __name__\n";

  @TempDir private Path folder;
  private PythonFunction function;

  @BeforeEach
  void create() {
    function = PythonFunction.in(folder).with("app.py", ECHO);
  }

  @AfterEach
  void end() {
    if (function != null) {
      function.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"src/app.handler, src.app", "src.app.handler, src.app", "app.handler, app"})
  void slashesAndDotsLeadToPackages(String handler, String module) {
    function.with("src/app.py", ECHO).start(handler);
    assertThat(function.api().invoke("{}").body()).isEqualTo("\"" + module + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bootstrap", "runtime", "errors", "context", "hook", "log", "console", "handler"})
  void aFunctionMayHaveTheNamesOfTheBootstrap(String name) {
    function.with(name + ".py", ECHO).start(name + ".handler");
    assertThat(function.api().invoke("{}").body()).isEqualTo("\"" + name + "\"");
  }

  @Test
  void aFileOfTheFunctionIsNotTakenForTheStandardLibrary() {
    function
        .with("json.py", "raise Exception('not this one')")
        .with("traceback.py", "raise Exception('not this one')")
        .with("bad.py", "import logging\ndef handler(e, c):\n    raise ValueError(logging.INFO)")
        .with("logging.py", "raise Exception('not this one')")
        .start("bad.handler");
    assertThat(function.api().invoke("{}").body()).startsWith("{\"errorMessage\": \"20\"");
  }

  @Test
  void theFunctionComesBeforeItsLayersAndTheBootstrapIsNotOnThePath() throws IOException {
    Path layer = Files.createDirectory(folder.resolve("layer"));
    Files.writeString(layer.resolve("shared.py"), "WHERE = 'layer'");
    Files.writeString(layer.resolve("own.py"), "WHERE = 'layer'");
    function
        .with("own.py", "WHERE = 'task'")
        .with(
            "app.py",
            "import own, shared, sys\n"
                + "def handler(e, c):\n    return [own.WHERE, shared.WHERE, *sys.path[:2],"
                + " [p for p in sys.path if p.endswith('bootstrap')]]")
        .withVariable("PYTHONPATH", layer.toString())
        .start("app.handler");
    assertThat(function.api().invoke("{}").body())
        .isEqualTo("[\"task\", \"layer\", \"%s\", \"%s\", []]".formatted(function.root(), layer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app | MalformedHandlerName | Bad handler 'app': not enough values to unpack (expected 2, got 1)
          no.handler | ImportModuleError | Unable to import module 'no': No module named 'no'
          app.nobody | HandlerNotFound | Handler 'nobody' missing on module 'app'
          sys.handler | BuiltInModuleConflict | Cannot use built-in module sys as a handler module
          lacks.handler | ImportModuleError | Unable to import module 'lacks': No module named 'gone'
          """)
  void whatIsWrongWithAHandlerIsReportedAtInit(String handler, String type, String message) {
    function.with("lacks.py", "import gone").start(handler);
    Report report = function.api().take();
    assertThat(report.kind()).isEqualTo(Kind.INIT_ERROR);
    assertThat(report.errorType()).isEqualTo("Runtime." + type);
    assertThat(report.body())
        .isEqualTo(
            "{\"errorMessage\": \"%s\", \"errorType\": \"Runtime.%s\", \"requestId\": \"\","
                    .formatted(message, type)
                + " \"stackTrace\": []}");
    assertThat(function.process().exitCode()).isEqualTo(1);
    assertThat(function.process().line())
        .isEqualTo("[ERROR] Runtime.%s: %s\rTraceback (most recent call last):", type, message);
  }

  @Test
  void aSyntaxErrorNamesFileAndLine() {
    function.with("odd.py", "x = 1\ndef (:\n").start("odd.handler");
    Report report = function.api().take();
    assertThat(report.errorType()).isEqualTo("Runtime.UserCodeSyntaxError");
    assertThat(report.body())
        .startsWith(
            "{\"errorMessage\": \"Syntax error in module 'odd': invalid syntax (odd.py, line 2)\"")
        .contains("odd.py\\\" Line 2\\n    def (:\\n\"]}");
    assertThat(function.process().line())
        .contains("\r\u00a0\u00a0File \"", "odd.py\" Line 2\r\u00a0\u00a0\u00a0\u00a0def (:");
  }

  @Test
  void whatAModuleRaisesIsReportedWithItsStack() {
    function.with("raises.py", "raise KeyError('TABLE')\n").start("raises.handler");
    Report report = function.api().take();
    assertThat(report.kind()).isEqualTo(Kind.INIT_ERROR);
    assertThat(report.errorType()).isEqualTo("KeyError");
    assertThat(report.body())
        .startsWith("{\"errorMessage\": \"'TABLE'\", \"errorType\": \"KeyError\"")
        .contains("raises.py\\\", line 1, in <module>\\n    raise KeyError('TABLE')\\n\"]}");
  }

  @Test
  void aModuleThatExitsEndsTheProcessWithItsCode() {
    function.with("exits.py", "raise SystemExit(7)\n").start("exits.handler");
    assertThat(function.process().exitCode()).isEqualTo(7);
    assertThat(function.api().hasReport()).isFalse();
  }

  @Test
  void aPackageThatLambdaBringsIsNamedWithWhatInstallsIt() {
    // As if it were not installed, wherever this test runs.
    function
        .with("app.py", "import sys\nsys.modules['boto3'] = None\nimport boto3.session\n")
        .start("app.handler");
    assertThat(function.api().take().body())
        .contains("\"Unable to import module 'app': ", "\"Runtime.ImportModuleError\"");
    assertThat(function.process().errorLine())
        .startsWith(
            "No module named 'boto3': Lambda's python3.12 brings it, this machine's python3 (")
        .endsWith(" -m pip install boto3\".");
  }

  @Test
  void aHandlerThatDoesNotTakeTwoParametersIsATypeError() {
    function.with("app.py", "def handler():\n    pass\n").start("app.handler");
    assertThat(function.api().invoke("{}").body())
        .startsWith(
            "{\"errorMessage\": \"handler() takes 0 positional arguments but 2 were given\"")
        .contains("handle(event, context)");
  }
}
