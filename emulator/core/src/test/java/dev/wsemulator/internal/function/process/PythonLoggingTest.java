package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.process.ScriptedRuntimeApi.Report;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function writes, line by line. */
class PythonLoggingTest {
  private static final String CODE =
      """
      import logging, sys, threading
      log = logging.getLogger("orders")

      def basic(context):
          logging.basicConfig(format="mine %(message)s", level=logging.DEBUG)
          log.info("hidden")
          log.warning("seen\\nwith more")

      def failure(context):
          try:
              1 / 0
          except ZeroDivisionError:
              log.exception("no luck", extra={"order": 7})

      def thread(context):
          worker = threading.Thread(target=log.error, args=("from a thread",))
          worker.start()
          worker.join()

      def levels(context):
          log.debug("d")
          log.log(25, "between")

      def said(context):
          context.log("said\\nso")

      def printed(context):
          print("a", 1, sep="-")
          print("caf\\u00e9 \\ud800")
          print("open", end="")
          print("", file=sys.stderr)
          print("plain", None, sep=None, end=None)
          sys.stdout.buffer.write(b"bytes\\n")

      def fails(context):
          raise LookupError("not there")

      def handler(event, context):
          globals()[event["do"]](context)
      """;

  @TempDir private Path folder;
  private PythonFunction function;

  @BeforeEach
  void create() {
    function = PythonFunction.in(folder).with("app.py", CODE);
  }

  @AfterEach
  void end() {
    if (function != null) {
      function.close();
    }
  }

  @Test
  void textHasLevelTimeRequestAndMessageInOneLine() {
    function.start("app.handler");
    Report report = function.invoke("basic");
    assertThat(function.process().line())
        .matches(
            "\\[WARNING]\t\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\t"
                + report.requestId()
                + "\tseen\rwith more");
    report = function.invoke("thread");
    assertThat(function.process().line()).endsWith("\t" + report.requestId() + "\tfrom a thread");
    function.invoke("failure");
    assertThat(function.process().line())
        .startsWith("[ERROR]\t")
        .contains("\tno luck\rTraceback (most recent call last):\r  File \"")
        .endsWith("\rZeroDivisionError: division by zero");
    function.invoke("said");
    assertThat(function.process().line()).isEqualTo("said\rso");
  }

  @Test
  void botocoreDoesNotReportTheEndpointsOfTheEmulator() {
    function.with(
        "boto.py",
        """
        import logging
        def handler(event, context):
            logging.getLogger().setLevel(logging.INFO)
            log = logging.getLogger("botocore.configprovider")
            log.info("Found endpoint for %s via: %s.", "s3", "environment_service")
            log.info("Something else")
        """);
    function.start("boto.handler");
    function.invoke("any");
    assertThat(function.process().line()).startsWith("[INFO]\t").endsWith("\tSomething else");
  }

  @Test
  void anErrorOfTheHandlerIsOneLineWithHardSpaces() {
    function.start("app.handler");
    function.invoke("fails");
    assertThat(function.process().line())
        .startsWith(
            "[ERROR] LookupError: not there\rTraceback (most recent call last):"
                + "\r\u00a0\u00a0File \"")
        .endsWith(", in fails\r\u00a0\u00a0\u00a0\u00a0raise LookupError(\"not there\")");
  }

  @Test
  void printsKeepTheirTextAndAnyCharacter() {
    function.start("app.handler");
    function.invoke("printed");
    assertThat(function.process().line()).isEqualTo("a-1");
    assertThat(function.process().line()).isEqualTo("caf\u00e9 \\ud800");
    assertThat(function.process().line()).isEqualTo("openplain None");
    assertThat(function.process().line()).isEqualTo("bytes");
    assertThat(function.process().errorLine()).isEmpty();
  }

  @Test
  void textThatIsNotALineYetSurvivesAKill() {
    function
        .with(
            "hang.py",
            "import os, signal\n"
                + "def handler(e, c):\n"
                + "    print('so far', end='')\n    os.kill(os.getpid(), signal.SIGKILL)\n")
        .start("hang.handler");
    function.api().give("{}");
    assertThat(function.process().remainingLines()).containsExactly("so far");
  }

  @Test
  void jsonHasTheFieldsOfLambda() {
    function.withVariable("AWS_LAMBDA_LOG_FORMAT", "JSON").start("app.handler");
    Report report = function.invoke("basic");
    assertThat(function.process().line())
        .matches(
            "\\{\"timestamp\": \"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\", \"level\": \"WARNING\","
                + " \"message\": \"seen\\\\nwith more\", \"logger\": \"orders\", \"requestId\": \""
                + report.requestId()
                + "\"}");
    function.invoke("failure");
    assertThat(function.process().line())
        .contains("\"level\": \"ERROR\", \"message\": \"no luck\"", "\"stackTrace\": [\"  File ")
        .contains("\"errorType\": \"ZeroDivisionError\", \"errorMessage\": \"division by zero\"")
        .containsPattern("\"location\": \"[^\"]*app.py:failure:\\d+\"")
        .endsWith("\"order\": 7}");
    report = function.invoke("fails");
    assertThat(function.process().line())
        .containsPattern("^\\{\"timestamp\": \"[^\"]*Z\", \"log_level\": \"ERROR\", ")
        .contains("\"errorMessage\": \"not there\", \"errorType\": \"LookupError\"")
        .contains("\"requestId\": \"" + report.requestId() + "\", \"stackTrace\": [\"  File ");
  }

  @Test
  void theLevelIsThatOfTheEnvironment() {
    function
        .withVariable("AWS_LAMBDA_LOG_FORMAT", "JSON")
        .withVariable("AWS_LAMBDA_LOG_LEVEL", "TRACE")
        .start("app.handler");
    function.invoke("levels");
    assertThat(function.process().line()).contains("\"level\": \"DEBUG\", \"message\": \"d\"");
    assertThat(function.process().line()).contains("\"level\": \"INFO\", \"message\": \"between\"");
  }
}
