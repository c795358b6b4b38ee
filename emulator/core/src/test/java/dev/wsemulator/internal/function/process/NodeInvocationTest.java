package dev.wsemulator.internal.function.process;

import static dev.wsemulator.internal.function.process.ScriptedRuntimeApi.Kind.ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.process.ScriptedRuntimeApi.Report;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How handlers for Node.js get events and context, and in which ways they give a result. */
class NodeInvocationTest {
  /** Handlers that are called by the name in the event. */
  private static final String CALLBACKS =
      """
      const order = [];
      const handlers = {
        callback: (event, context, callback) => callback(null, 'called back'),
        plain: () => 'ignored',
        promise: () => Promise.resolve('promised'),
        nothing: (event, context, callback) => callback(),
        timer: (event, context, callback) => {
          setTimeout(() => order.push('timer'), 30);
          callback(null, order);
        },
        now: (event, context, callback) => {
          context.callbackWaitsForEmptyEventLoop = false;
          setTimeout(() => {}, 60000);
          callback(null, context.callbackWaitsForEmptyEventLoop);
        },
        succeed: (event, context) => context.succeed('succeeded'),
        done: (event, context) => context.done(null, 'done'),
        fail: (event, context) => context.fail('failed'),
        failEmpty: (event, context) => context.fail(),
        first: (event, context, callback) => {
          context.succeed('first');
          callback(null, 'second');
        },
        error: (event, context, callback) => callback(new TypeError('by callback')),
        thrown: () => { throw new RangeError('thrown'); },
        forgotten: () => {},
      };
      exports.handler = (event, context, callback) => handlers[event.run](event, context, callback);
      """;

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
  void theContextIsComplete() {
    function.file(
        "index.js",
        """
        exports.handler = async (event, context) => ({ ...context, left:
          context.getRemainingTimeInMillis() > 1000, trace: process.env._X_AMZN_TRACE_ID });
        """);
    function.start("index.handler");
    String id =
        function
            .api()
            .give(
                "{}",
                Map.of(
                    "lambda-runtime-trace-id", "Root=1-2-3",
                    "LAMBDA-RUNTIME-CLIENT-CONTEXT", "{\"client\":{\"a\":\"ä\"}}",
                    "Lambda-Runtime-Cognito-Identity", "{\"cognitoIdentityId\":\"i\"}"));

    assertThat(function.api().take().body())
        .contains("\"callbackWaitsForEmptyEventLoop\":true")
        .contains("\"functionName\":\"chat\"", "\"functionVersion\":\"$LATEST\"")
        .contains("\"memoryLimitInMB\":\"128\"", "\"logGroupName\":\"/aws/lambda/chat\"")
        .contains("\"logStreamName\":\"2026/01/01/[$LATEST]0\"", "\"awsRequestId\":\"" + id)
        .contains("\"invokedFunctionArn\":\"arn:aws:lambda:us-east-1:123456789012:function:f\"")
        .contains("\"clientContext\":{\"client\":{\"a\":\"ä\"}}")
        .contains("\"identity\":{\"cognitoIdentityId\":\"i\"}")
        .contains("\"left\":true", "\"trace\":\"Root=1-2-3\"");
    assertThat(function.answer("{}")).doesNotContain("trace");
  }

  @Test
  void resultsComeFromCallbacksPromisesAndTheContextButNotFromPlainReturns() {
    function.file("index.js", CALLBACKS).start("index.handler");

    assertThat(run("callback")).isEqualTo("\"called back\"");
    assertThat(run("plain")).isEqualTo("null");
    assertThat(run("promise")).isEqualTo("\"promised\"");
    assertThat(run("nothing")).isEqualTo("null");
    assertThat(run("succeed")).isEqualTo("\"succeeded\"");
    assertThat(run("done")).isEqualTo("\"done\"");
    assertThat(run("first")).isEqualTo("\"first\"");
    assertThat(run("forgotten")).isEqualTo("null");
  }

  @Test
  void aCallbackWaitsForTheEmptyEventLoopUnlessToldOtherwise() {
    function.file("index.js", CALLBACKS).start("index.handler");

    assertThat(run("timer")).isEqualTo("[\"timer\"]");
    assertThat(run("now")).isEqualTo("false");
    assertThat(run("promise")).isEqualTo("\"promised\"");
  }

  @Test
  void errorsOfCallbacksAndContextAreReported() {
    function.file("index.js", CALLBACKS).start("index.handler");

    assertThat(failing("error").body())
        .startsWith(
            "{\"errorType\":\"TypeError\",\"errorMessage\":\"by callback\",\"trace\":[\"Type");
    assertThat(failing("fail").body())
        .isEqualTo("{\"errorType\":\"string\",\"errorMessage\":\"failed\",\"trace\":[]}");
    assertThat(failing("failEmpty").body()).contains("\"errorMessage\":\"handled\"");
    assertThat(failing("thrown").errorType()).isEqualTo("RangeError");
  }

  @Test
  void everyThrownValueHasLambdasShape() {
    function.file(
        "index.js",
        """
        class Rejected extends Error {}
        class Named extends Error { name = 'Name\\nd'; }
        const thrown = {
          subclass: new Rejected('a'), named: new Named('b'), text: 'c', number: 5, object: { x: 1 },
          undefined: undefined, null: null, bare: Object.create(null),
        };
        exports.handler = async (event) => { throw thrown[event.run]; };
        """);
    function.start("index.handler");

    assertThat(failing("subclass").body())
        .startsWith("{\"errorType\":\"Error\",\"errorMessage\":\"a\",\"trace\":[\"Error: a\",");
    assertThat(failing("named").errorType()).isEqualTo("Name?d");
    assertThat(failing("text").body())
        .isEqualTo("{\"errorType\":\"string\",\"errorMessage\":\"c\",\"trace\":[]}");
    assertThat(failing("number").body()).contains("\"number\"", "\"5\"");
    assertThat(failing("object").body()).contains("\"object\"", "\"[object Object]\"");
    assertThat(failing("undefined").body()).contains("\"string\"", "\"handled\"");
    assertThat(failing("null").body()).contains("\"string\"", "\"handled\"");
    assertThat(failing("bare").errorType()).isEqualTo("handled");
  }

  @Test
  void aResultThatIsNoJsonIsAnError() {
    function.file(
        "index.js",
        """
        const loop = {};
        loop.loop = loop;
        exports.handler = async (event) => (event.run === 'loop' ? loop : 1n);
        """);
    function.start("index.handler");

    Report report = failing("loop");
    assertThat(report.errorType()).isEqualTo("Error");
    assertThat(report.body()).contains("\"Unable to stringify response body\"");
    assertThat(failing("big").body()).contains("\"Unable to stringify response body\"");
  }

  @Test
  void anAsyncHandlerThatNeverSettlesFails() {
    function.file("index.js", "exports.handler = async () => new Promise(() => {});");
    function.start("index.handler");

    Report report = failing("x");
    assertThat(report.errorType()).isEqualTo("Runtime.NodeJsExit");
    assertThat(failing("again").errorType()).isEqualTo("Runtime.NodeJsExit");
  }

  @Test
  void beforeNodejs18AnAsyncHandlerThatNeverSettlesGivesNull() {
    function.file("index.js", "exports.handler = async () => new Promise(() => {});");
    function.runtime("nodejs16.x").start("index.handler");

    assertThat(function.answer("{}")).isEqualTo("null");
  }

  @Test
  void nodejs24TakesPlainReturnsAndHasNoCallbacks() {
    function.file(
        "index.js",
        """
        exports.handler = (event, context) => (event.run === 'big' ? 1n
          : [typeof context.done, 'callbackWaitsForEmptyEventLoop' in context]);
        """);
    function.runtime("nodejs24.x").start("index.handler");

    assertThat(run("plain")).isEqualTo("[\"undefined\",false]");
    assertThat(failing("big").errorType()).isEqualTo("Runtime.JSONStringifyError");
  }

  @Test
  void nodejs24EndsWithCode13WhenAHandlerNeverSettles() {
    function.file("index.js", "exports.handler = () => new Promise(() => {});");
    function.runtime("nodejs24.x").start("index.handler");
    function.api().give("{}");

    assertThat(function.process().exitCode()).isEqualTo(13);
  }

  @Test
  void anUncaughtExceptionIsReportedForItsInvocationAndEndsTheProcess() {
    function.file(
        "index.js",
        "exports.handler = () => { setTimeout(() => { throw new Error('late'); }, 1); };");
    function.start("index.handler");
    String id = function.api().give("{}");

    Report report = function.take(ERROR);
    assertThat(report.requestId()).isEqualTo(id);
    assertThat(report.body()).contains("\"errorMessage\":\"late\"");
    assertThat(function.process().line()).contains(id + "\tERROR\tUncaught Exception \t{");
    assertThat(function.process().exitCode()).isEqualTo(129);
  }

  @Test
  void nodejs24LeavesAnUncaughtExceptionToNode() {
    function.file(
        "index.js",
        """
        exports.handler = () => {
          setTimeout(() => { throw new Error('late'); }, 1);
          return new Promise(() => {});
        };
        """);
    function.runtime("nodejs24.x").start("index.handler");
    function.api().give("{}");

    assertThat(function.process().exitCode()).isEqualTo(1);
    assertThat(String.join(" ", function.process().remainingErrorLines())).contains("Error: late");
    assertThat(function.api().hasReport()).isFalse();
  }

  @Test
  void aResultAfterTheInvocationWasGivenUpIsRefused() {
    function.file(
        "index.js",
        """
        let late;
        exports.handler = (event, context, callback) => {
          if (late) { late(null, 'late'); callback(null, 'second'); }
          late = callback;
        };
        """);
    function.start("index.handler");

    assertThat(run("x")).isEqualTo("null");
    assertThat(run("x")).isEqualTo("\"second\"");
    assertThat(function.process().line()).contains("Invocation has already been reported as done.");
  }

  @Test
  void anUnhandledRejectionHasATypeOfItsOwnAndEndsTheProcess() {
    function.file(
        "index.js",
        "exports.handler = () => { Promise.reject(new Error('lost'));"
            + " return new Promise(() => {}); };");
    function.start("index.handler");

    Report report = failing("x");
    assertThat(report.errorType()).isEqualTo("Runtime.UnhandledPromiseRejection");
    assertThat(report.body()).contains("\"errorMessage\":\"Error: lost\"");
    assertThat(function.process().line())
        .contains(
            "\tERROR\tUnhandled Promise Rejection \t{", "\"reason\":{\"errorType\":\"Error\"");
    assertThat(function.process().exitCode()).isEqualTo(128);
  }

  @Test
  void largeEventsAndResultsArriveWhole() {
    function.file("index.js", "exports.handler = async (event) => event;").start("index.handler");
    String event = "\"" + "wörld ".repeat(300_000) + "\"";

    assertThat(function.answer(event)).isEqualTo(event);
    assertThat(function.answer("1")).isEqualTo("1");
  }

  private String run(String name) {
    return function.answer("{\"run\":\"" + name + "\"}");
  }

  private Report failing(String name) {
    function.api().give("{\"run\":\"" + name + "\"}");
    return function.take(ERROR);
  }
}
