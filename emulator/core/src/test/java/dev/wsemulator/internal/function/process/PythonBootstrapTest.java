package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.process.ScriptedRuntimeApi.Kind;
import dev.wsemulator.internal.function.process.ScriptedRuntimeApi.Report;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events, results, the context and errors, all in one process. */
class PythonBootstrapTest {
  private static final String CODE =
      """
      import collections, decimal, os, threading

      Point = collections.namedtuple("Point", "x y")

      class Spoilt(Exception):
          def __init__(self):
              super().__init__("spoilt \\ud800")

      class Unprintable:
          def __str__(self):
              raise KeyError("no words")

      def deep():
          raise ValueError("too deep")

      def fail():
          deep()

      def cycle():
          circle = []
          circle.append(circle)
          return circle

      async def later():
          return 1

      def spoil():
          raise Spoilt()

      RESULTS = {
          "decimal": lambda: {"n": decimal.Decimal("1.10"), "none": decimal.Decimal("NaN")},
          "bytes": lambda: {"text": b"inner", b"key": 1},
          "raw": lambda: b"\\x41\\x42",
          "point": lambda: [Point(1, (2, 3))],
          "keys": lambda: {1: True, None: 1.5},
          "unicode": lambda: "\\u00e9",
          "none": lambda: None,
          "set": lambda: {"s": {1}},
          "badkey": lambda: {(1,): 2},
          "cycle": cycle,
          "later": later,
          "fail": fail,
          "spoil": spoil,
          "unprintable": lambda: print(Unprintable()),
          "trace": lambda: os.environ.get("_X_AMZN_TRACE_ID"),
          "thread": lambda: threading.Thread(target=threading.Event().wait).start(),
      }

      def handler(event, context):
          if not isinstance(event, dict):
              return str(event)
          if event["do"] == "time":
              return 0 < context.get_remaining_time_in_millis() <= 30000
          if event["do"] == "shown":
              return repr(context)
          if event["do"] == "context":
              client = context.client_context
              return [context.identity.cognito_identity_id, context.tenant_id,
                      client and [client.client.app_title, client.custom, client.env]]
          if event["do"] == "big":
              return len(event["text"]) * "y"
          return RESULTS[event["do"]]()
      """;

  @TempDir private static Path folder;
  private static PythonFunction function;

  @BeforeAll
  static void start() {
    function = PythonFunction.in(folder).with("app.py", CODE).start("app.handler");
  }

  @AfterAll
  static void stop() {
    if (function != null) {
      function.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          decimal | {"n": 1.10, "none": NaN}
          bytes   | {"text": "inner", "key": 1}
          point   | [{"x": 1, "y": [2, 3]}]
          keys    | {"1": true, "null": 1.5}
          none    | null
          """)
  void resultsAreWrittenAsLambdasEncoderDoes(String name, String json) {
    Report report = function.invoke(name);
    assertThat(report.kind()).isEqualTo(Kind.RESPONSE);
    assertThat(report.body()).isEqualTo(json);
    assertThat(report.headers()).containsEntry("Content-Type", "application/json");
  }

  @Test
  void fromPython312OnTextIsNotEscaped() {
    assertThat(function.invoke("unicode").body()).isEqualTo("\"\u00e9\"");
  }

  @Test
  void bytesAreReturnedAsTheyAre() {
    Report report = function.invoke("raw");
    assertThat(report.body()).isEqualTo("AB");
    assertThat(report.headers()).containsEntry("Content-Type", "application/unknown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          set    | Object of type set is not JSON serializable
          badkey | keys must be str, int, float, bool or None, not tuple
          cycle  | Circular reference detected
          later  | Object of type coroutine is not JSON serializable
          """)
  void whatIsNotJsonIsAMarshalError(String name, String why) {
    Report report = function.invoke(name);
    assertThat(report.kind()).isEqualTo(Kind.ERROR);
    assertThat(report.errorType()).isEqualTo("Runtime.MarshalError");
    assertThat(report.body())
        .isEqualTo(
            "{\"errorMessage\": \"Unable to marshal response: %s\", \"errorType\":".formatted(why)
                + " \"Runtime.MarshalError\", \"requestId\": \"%s\", \"stackTrace\": []}"
                    .formatted(report.requestId()));
  }

  @Test
  void anEventThatIsNotJsonIsAnUnmarshalError() {
    Report report = function.api().invoke("nonsense");
    assertThat(report.errorType()).isEqualTo("Runtime.UnmarshalError");
    assertThat(report.body())
        .contains("\"Unable to unmarshal input: Expecting value: line 1 column 1 (char 0)\"");
  }

  @Test
  void anEventOfAnotherTypeStaysBytes() {
    function.api().give("text", Map.of("content-type", "text/plain"));
    assertThat(function.api().take().body()).isEqualTo("\"b'text'\"");
  }

  @Test
  void anExceptionNamesTypeMessageAndFramesOfTheFunctionOnly() {
    Report report = function.invoke("fail");
    String file = function.root().resolve("app.py").toString();
    assertThat(report.kind()).isEqualTo(Kind.ERROR);
    assertThat(report.errorType()).isEqualTo("ValueError");
    assertThat(report.body())
        .startsWith(
            "{\"errorMessage\": \"too deep\", \"errorType\": \"ValueError\", \"requestId\": ")
        .containsPattern(
            "\"stackTrace\": \\[\"  File \\\\\"" + file + "\\\\\", line \\d+, in handler")
        .contains("in handler\\n    return RESULTS[event[\\\"do\\\"]]()\\n\", \"  File")
        .contains("in deep\\n    raise ValueError(\\\"too deep\\\")\\n\"]}")
        .doesNotContain("runtime.py");
  }

  @Test
  void whatPrintCallsShowsNoFrameOfTheBootstrap() {
    assertThat(function.invoke("unprintable").body())
        .contains("\"errorType\": \"KeyError\"", "in __str__")
        .doesNotContain("console.py");
  }

  @Test
  void anErrorWithHalfASurrogatePairIsReported() {
    assertThat(function.invoke("spoil").body()).contains("\"spoilt \\ud800\"");
  }

  @Test
  void theContextSaysWhatTheEnvironmentSays() {
    Report report = function.invoke("shown");
    assertThat(report.body())
        .isEqualTo(
            "\"LambdaContext([aws_request_id="
                + report.requestId()
                + ",log_group_name=/aws/lambda/chat,log_stream_name=2026/01/01/[$LATEST]1"
                + ",function_name=chat,memory_limit_in_mb=256,function_version=$LATEST"
                + ",invoked_function_arn=arn:aws:lambda:us-east-1:123456789012:function:f"
                + ",client_context=None,identity=CognitoIdentity([cognito_identity_id=None"
                + ",cognito_identity_pool_id=None]),tenant_id=None])\"");
  }

  @Test
  void theContextCarriesCallerIdentityAndTenant() {
    function
        .api()
        .give(
            "{\"do\":\"context\"}",
            Map.of(
                "LAMBDA-RUNTIME-COGNITO-IDENTITY", "{\"cognitoIdentityId\":\"me\"}",
                "lambda-runtime-aws-tenant-id", "blue",
                "Lambda-Runtime-Client-Context",
                    "{\"client\":{\"app_title\":\"t\"},\"custom\":{\"k\":1}}"));
    assertThat(function.api().take().body())
        .isEqualTo("[\"me\", \"blue\", [\"t\", {\"k\": 1}, null]]");
  }

  @Test
  void aContextThatIsNotJsonIsAnErrorOfItsOwn() {
    function.api().give("{\"do\":\"context\"}", Map.of("Lambda-Runtime-Client-Context", "{"));
    Report report = function.api().take();
    assertThat(report.errorType()).isEqualTo("Runtime.LambdaContextUnmarshalError");
    assertThat(report.body()).contains("\"Unable to parse Client Context JSON: Expecting property");
  }

  @Test
  void theTimeThatIsLeftComesFromTheDeadline() {
    assertThat(function.invoke("time").body()).isEqualTo("true");
  }

  @Test
  void theTraceIsThatOfTheInvocation() {
    function.api().give("{\"do\":\"trace\"}", Map.of("Lambda-Runtime-Trace-Id", "Root=1"));
    assertThat(function.api().take().body()).isEqualTo("\"Root=1\"");
    assertThat(function.invoke("trace").body()).isEqualTo("null");
  }

  @Test
  void aThreadThatIsLeftDoesNotStopTheNextEvent() {
    assertThat(function.invoke("thread").body()).isEqualTo("null");
    assertThat(function.invoke("none").body()).isEqualTo("null");
  }

  @Test
  void longEventsAndResultsPassWhole() {
    String text = "x".repeat(3_000_000);
    Report report = function.api().invoke("{\"do\":\"big\",\"text\":\"" + text + "\"}");
    assertThat(report.body()).isEqualTo("\"" + "y".repeat(3_000_000) + "\"");
  }
}
