package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaBootstrapTest {
  private static final String OF_MAPS =
      "implements RequestHandler<Map<String, Object>, Map<String, Object>>";
  private static final String HANDLE =
      "public Map<String, Object> handleRequest(Map<String, Object> event, Context context)";

  @TempDir Path folder;
  private JavaFunction function;

  @AfterEach
  void stop() {
    function.close();
  }

  private JavaFunction function(String declaration, String members) {
    function = JavaFunction.in(folder, declaration, members);
    return function;
  }

  /** Returns a function whose handler takes and returns a map. */
  private JavaFunction ofMaps(String body) {
    return function(OF_MAPS, HANDLE + " {" + body + "}");
  }

  static List<Path> jdks() throws IOException {
    return JavaFunction.jdks();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aHandlerAnswersOneEventAfterTheOtherOnEveryJdk(Path jdk) throws IOException {
    ofMaps(
            """
            return Map.of("n", event.get("n"), "java", System.getProperty("java.home"));
            """)
        .on(jdk)
        .start("chat.Chat");
    for (int n = 1; n <= 3; n++) {
      ScriptedRuntimeApi.Report report = function.api().invoke("{\"n\":" + n + "}");
      assertThat(report.kind()).isEqualTo(ScriptedRuntimeApi.Kind.RESPONSE);
      assertThat(report.body()).contains("\"n\":" + n, jdk.toString());
    }
  }

  @Test
  void theContextHasTheVersionThatIsCalled() {
    ofMaps("return Map.of(\"version\", context.getFunctionVersion());").start("chat.Chat");
    function.api().give("{}", Map.of("Wsemulator-Function-Version", "7"));
    assertThat(function.api().take().body()).isEqualTo("{\"version\":\"7\"}");
    assertThat(function.api().invoke("{}").body()).isEqualTo("{\"version\":\"$LATEST\"}");
  }

  @Test
  void thereIsAnotherJdkThanThatOfTheTest() throws IOException {
    ofMaps("return event;");
    List<Path> all = jdks();
    assumeTrue(all.size() > 1, "This machine has one JDK: another version cannot be tried.");
    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void aHandlerOfStreamsWritesItsAnswer() {
    function(
            "implements RequestStreamHandler",
            """
            public void handleRequest(InputStream in, OutputStream out, Context context)
                throws IOException {
              in.transferTo(out);
            }
            """)
        .start("chat.Chat::handleRequest");
    assertThat(function.api().invoke("{\"text\":\"naïve 東京\"}").body())
        .isEqualTo("{\"text\":\"naïve 東京\"}");
  }

  @Test
  void aMethodOfAnyClassIsAHandler() {
    function("", "public static int twice(Integer n, Context context) { return 2 * n; }")
        .start("chat.Chat::twice");
    assertThat(function.api().invoke("21").body()).isEqualTo("42");
  }

  @Test
  void aMethodWithoutParametersIsAHandler() {
    function("", "public void hear() { System.out.println(\"heard\"); }").start("chat.Chat::hear");
    assertThat(function.api().invoke("{}").body()).isEqualTo("null");
    assertThat(function.process().line()).isEqualTo("heard");
  }

  @Test
  void anEventOfAwsIsReadAsItsType() {
    String type = APIGatewayV2WebSocketEvent.class.getName();
    function(
            "implements RequestHandler<" + type + ", String>",
            """
            public String handleRequest(%s event, Context context) {
              return event.getRequestContext().getRouteKey();
            }
            """
                .formatted(type))
        .withJarOf(APIGatewayV2WebSocketEvent.class)
        .start("chat.Chat");
    assertThat(function.api().invoke("{\"requestContext\":{\"routeKey\":\"echo\"}}").body())
        .isEqualTo("\"echo\"");
  }

  @Test
  void interfacesThatAFunctionBringsAreThoseOfTheRuntime() {
    ofMaps(
            """
            String place = Context.class.getProtectionDomain().getCodeSource().getLocation().getPath();
            return Map.of("isOfRuntime", place.endsWith("/runtime.jar"));
            """)
        .withInterfaces()
        .start("chat.Chat");
    assertThat(function.api().invoke("{}").body()).isEqualTo("{\"isOfRuntime\":true}");
  }

  @Test
  void theContextTellsOfTheInvocation() {
    ofMaps(
            """
            return new TreeMap<>(Map.of(
                "id", context.getAwsRequestId(),
                "function", context.getFunctionName() + ":" + context.getFunctionVersion(),
                "log", context.getLogGroupName() + " " + context.getLogStreamName(),
                "arn", context.getInvokedFunctionArn(),
                "memory", context.getMemoryLimitInMB(),
                "hasTime", context.getRemainingTimeInMillis() > 20_000,
                "isLogger", context.getLogger() == LambdaRuntime.getLogger(),
                "trace", System.getProperty("com.amazonaws.xray.traceHeader")));
            """)
        .start("chat.Chat");
    String id = function.api().give("{}", Map.of("Lambda-Runtime-Trace-Id", "Root=1-2-3"));
    assertThat(function.api().take().body())
        .isEqualTo(
            "{\"arn\":\"arn:aws:lambda:us-east-1:123456789012:function:f\","
                + "\"function\":\"chat:$LATEST\",\"hasTime\":true,\"id\":\""
                + id
                + "\",\"isLogger\":true,\"log\":\"/aws/lambda/chat 2026/01/01/[$LATEST]1\","
                + "\"memory\":256,\"trace\":\"Root=1-2-3\"}");
  }

  @Test
  void theTraceOfAnEarlierEventIsForgotten() {
    ofMaps(
            """
            return Map.of(
                "trace", System.getProperty("com.amazonaws.xray.traceHeader", "none"));
            """)
        .start("chat.Chat");
    function.api().give("{}", Map.of("Lambda-Runtime-Trace-Id", "Root=1"));
    assertThat(function.api().take().body()).isEqualTo("{\"trace\":\"Root=1\"}");
    assertThat(function.api().invoke("{}").body()).isEqualTo("{\"trace\":\"none\"}");
  }

  @Test
  void anErrorIsReportedWithTheFramesOfTheHandlerOnly() {
    ofMaps("throw new IllegalStateException(\"no \\\"way\\\"\\nout\");").start("chat.Chat");
    ScriptedRuntimeApi.Report report = function.api().invoke("{}");
    assertThat(report.kind()).isEqualTo(ScriptedRuntimeApi.Kind.ERROR);
    assertThat(report.errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(report.body())
        .startsWith(
            "{\"errorMessage\":\"no \\\"way\\\"\\nout\","
                + "\"errorType\":\"java.lang.IllegalStateException\","
                + "\"stackTrace\":[\"chat.Chat.handleRequest(Chat.java:")
        .doesNotContain("dev.wsemulator", "reflect");
    assertThat(function.process().line())
        .startsWith("no \"way\"\rout: java.lang.IllegalStateException\r")
        .contains("\r\tat chat.Chat.handleRequest(Chat.java:");
    assertThat(function.api().invoke("{}").errorType())
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void anErrorWithoutMessageIsNamedByItsType() {
    ofMaps("throw new UnsupportedOperationException();").start("chat.Chat");
    assertThat(function.api().invoke("{}").body())
        .startsWith("{\"errorMessage\":\"java.lang.UnsupportedOperationException\"");
  }

  @Test
  void everyEventFailsIfThereIsNoHandler() {
    ofMaps("return event;").start("chat.Other");
    for (int i = 0; i < 2; i++) {
      ScriptedRuntimeApi.Report report = function.api().invoke("{}");
      assertThat(report.errorType()).isEqualTo("java.lang.ClassNotFoundException");
      assertThat(report.body())
          .isEqualTo(
              "{\"errorMessage\":\"Class not found: chat.Other\","
                  + "\"errorType\":\"java.lang.ClassNotFoundException\"}");
    }
  }

  @Test
  void everyEventFailsIfTheMethodIsMissing() {
    ofMaps("return event;").start("chat.Chat::other");
    assertThat(function.api().invoke("{}").body())
        .contains("Handler chat.Chat::other is of no use: it has no public method other");
  }

  @Test
  void aConstructorThatThrowsFailsTheStart() {
    function(
            "",
            "public Chat() { throw new IllegalStateException(\"no key\"); } public void go() {}")
        .start("chat.Chat::go");
    ScriptedRuntimeApi.Report report = function.api().take();
    assertThat(report.kind()).isEqualTo(ScriptedRuntimeApi.Kind.INIT_ERROR);
    assertThat(report.errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(report.body()).contains("\"errorMessage\":\"no key\"");
    assertThat(function.process().exitCode()).isEqualTo(1);
  }

  @Test
  void anInitializerThatThrowsFailsTheStart() {
    function("", "static final int N = Integer.parseInt(\"x\"); public void go() {}")
        .start("chat.Chat::go");
    ScriptedRuntimeApi.Report report = function.api().take();
    assertThat(report.kind()).isEqualTo(ScriptedRuntimeApi.Kind.INIT_ERROR);
    assertThat(report.body()).contains("Error loading class chat.Chat", "ExceptionInInitializer");
    assertThat(function.process().exitCode()).isEqualTo(1);
  }

  @Test
  void aLackOfMemoryIsReportedAndEndsTheProcess() {
    ofMaps("return Map.of(\"all\", new long[100_000_000]);").start("chat.Chat", List.of("-Xmx32m"));
    assertThat(function.api().invoke("{}").errorType()).isEqualTo("java.lang.OutOfMemoryError");
    assertThat(function.process().exitCode()).isEqualTo(1);
  }

  @Test
  void itEndsWithTheEmulator() {
    ofMaps("return event;").start("chat.Chat");
    function.api().awaitReady();
    function.process().endInput();
    assertThat(function.process().exitCode()).isZero();
  }

  @Test
  void aMessageOfSeveralLinesIsOneLine() {
    ofMaps(
            """
            context.getLogger().log("one\\ntwo 東京\\n");
            System.out.println("three");
            context.getLogger().log("four".getBytes());
            return event;
            """)
        .start("chat.Chat");
    function.api().invoke("{}");
    assertThat(function.process().line()).isEqualTo("one\rtwo 東京");
    assertThat(function.process().line()).isEqualTo("three");
    assertThat(function.process().line()).isEqualTo("four");
  }

  @Test
  void aLogInJsonHasLevelsAndOnlyWhatIsAskedFor() {
    ofMaps(
            """
            context.getLogger().log("small", logging.LogLevel.DEBUG);
            context.getLogger().log("large", logging.LogLevel.WARN);
            return event;
            """
                .replace("logging.", "com.amazonaws.services.lambda.runtime.logging."))
        .withVariable("AWS_LAMBDA_LOG_FORMAT", "JSON")
        .withVariable("AWS_LAMBDA_LOG_LEVEL", "INFO")
        .start("chat.Chat");
    String id = function.api().give("{}");
    function.api().take();
    assertThat(function.process().line())
        .matches(
            "\\{\"timestamp\":\"[-0-9]+T[:0-9]+\\.\\d{3}Z\",\"message\":\"large\","
                + "\"level\":\"WARN\",\"AWSRequestId\":\""
                + id
                + "\"}");
  }

  @Test
  void standardInputOfTheFunctionIsEmpty() {
    function("", "public int read() throws IOException { return System.in.read(); }")
        .start("chat.Chat::read");
    assertThat(function.api().invoke("{}").body()).isEqualTo("-1");
  }
}
