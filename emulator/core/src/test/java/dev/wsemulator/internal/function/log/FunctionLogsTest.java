package dev.wsemulator.internal.function.log;

import static dev.wsemulator.internal.function.RunningFunctions.await;
import static dev.wsemulator.internal.function.RunningFunctions.call;
import static dev.wsemulator.internal.function.RunningFunctions.invoke;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.LoggingHandlers;
import dev.wsemulator.internal.function.RunningFunctions;
import dev.wsemulator.internal.function.inprocess.ThreadHome;
import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.TimedOut;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.FunctionLog;
import dev.wsemulator.lambda.LogLine;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FunctionLogsTest {
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final String START = "START RequestId: " + ID + " Version: \\$LATEST";
  private static final String END = "END RequestId: " + ID;
  private static final String REPORT =
      "REPORT RequestId: "
          + ID
          + "\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\tMemory Size: 512 MB"
          + "\tMax Memory Used: [1-9]\\d* MB\t";

  private final VirtualTime time = new VirtualTime();
  private final RunningFunctions functions = new RunningFunctions(time);

  @AfterEach
  void close() {
    functions.close();
  }

  private DeployedFunction deploy(String name, String handler) {
    return functions.runtime.deploy(definition(name, handler));
  }

  private static FunctionDefinition definition(String name, String handler) {
    return FunctionDefinition.of(
        name,
        new FunctionDefinition.Files(
            LoggingHandlers.class.getName() + "$" + handler, RunningFunctions.classPath()));
  }

  private FunctionLog log(String name) {
    return functions.runtime.logs().find(name).orElseThrow();
  }

  private List<String> texts(String name) {
    return log(name).lines().stream().map(LogLine::text).toList();
  }

  private static void assertMatches(List<String> lines, String... patterns) {
    assertThat(lines).hasSize(patterns.length);
    for (int i = 0; i < patterns.length; i++) {
      assertThat(lines.get(i)).matches(patterns[i]);
    }
  }

  @Test
  void anInvocationIsLoggedAsLambdaLogsIt() {
    DeployedFunction function = functions.deploy("counting", "Counting::call");
    call(function, "{}");
    assertMatches(
        texts("counting"),
        "INIT_START Runtime Version: java:\\d+\\.v0\tRuntime Version ARN:"
            + " arn:aws:lambda:eu-west-1::runtime:0{64}",
        START,
        END,
        REPORT + "Init Duration: \\d+\\.\\d\\d ms\t");
    call(function, "{}");
    assertMatches(texts("counting").subList(4, 7), START, END, REPORT);
  }

  @Test
  void linesHaveTimeAndInvocation() {
    DeployedFunction function = functions.deploy("counting", "Counting::call");
    time.advance(Duration.ofHours(1));
    call(function, "{}");
    String id = functions.invocations().get(0).invocationId();
    List<LogLine> lines = log("counting").lines();
    assertThat(lines).extracting(LogLine::time).containsOnly(time.now());
    assertThat(lines).extracting(LogLine::requestId).containsExactly(null, id, id, id);
    assertThat(lines.get(1).text()).isEqualTo("START RequestId: " + id + " Version: $LATEST");
    assertThat(lines.get(1).toString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z START .*");
  }

  @Test
  void whateverWayAHandlerWritesItIsInItsLogOnly() {
    DeployedFunction one = deploy("one", "Talkative::all");
    DeployedFunction two = deploy("two", "Talkative::all");
    call(one, "\"one\"");
    call(two, "\"two\"");
    for (String name : List.of("one", "two")) {
      List<String> lines = texts(name);
      assertThat(lines.subList(1, 2)).containsExactly("a static initializer");
      assertThat(lines.subList(3, 10))
          .containsExactly(
              "out of " + name,
              "err of " + name,
              "logger of " + name,
              "in two lines",
              "framework of " + name,
              "reference to out",
              "java.lang.IllegalStateException: caught");
      assertThat(lines.get(10))
          .startsWith("\tat " + LoggingHandlers.class.getName() + "$Talkative.all(");
      assertThat(lines).anyMatch(line -> line.endsWith(": util logging of " + name));
      assertThat(lines).contains("no end");
      assertThat(lines.indexOf("no end")).isEqualTo(lines.size() - 3);
    }
  }

  @Test
  void invocationsAtTheSameTimeDoNotMixTheirLines() {
    DeployedFunction function = deploy("stuttering", "Stuttering::write");
    List<CompletableFuture<InvocationResult>> both = new ArrayList<>();
    List<String> ids = List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());
    for (int i = 0; i < 2; i++) {
      byte[] letter = ("\"" + "ab".charAt(i) + "\"").getBytes(UTF_8);
      both.add(function.invoke(new InvocationRequest(letter, Origin.NONE, ids.get(i), null)));
    }
    both.forEach(RunningFunctions::await);
    for (int i = 0; i < 2; i++) {
      String line = "ab".substring(i, i + 1).repeat(20);
      List<String> own =
          log("stuttering").ofRequest(ids.get(i)).stream().map(LogLine::text).toList();
      assertThat(own).hasSize(103);
      assertThat(own.subList(1, 101)).containsOnly(line);
    }
  }

  @Test
  void anErrorIsLoggedWithItsCausesAndWithoutTheRuntime() {
    DeployedFunction function = deploy("failing", "Failing::fail");
    assertThat(invoke(function, "\"x\"")).isInstanceOf(Failed.class);
    List<String> lines = texts("failing");
    String handler = "\tat " + LoggingHandlers.class.getName() + "$Failing.";
    assertMatches(lines.subList(1, 4), START, "not today: java.lang.Unsupported.*", "java.*today");
    assertThat(lines.get(4)).startsWith(handler + "fail(LoggingHandlers.java:");
    assertThat(lines.get(5)).isEqualTo("Caused by: java.lang.IllegalStateException: deep down");
    assertThat(lines.get(6)).startsWith(handler + "deeper(");
    assertThat(lines).noneMatch(line -> line.contains("InProcessEnvironment."));
    assertMatches(lines.subList(lines.size() - 2, lines.size()), END, REPORT + "Init.*");
    assertThat(lines).hasSizeLessThan(12);
  }

  @Test
  void aFailingColdStartIsReported() {
    DeployedFunction function = deploy("broken", "Unconstructible::call");
    assertThat(invoke(function, "\"x\"")).isInstanceOf(Failed.class);
    List<String> lines = texts("broken");
    assertThat(lines.get(1)).isEqualTo("no table: java.lang.IllegalStateException");
    assertMatches(
        lines.subList(lines.size() - 4, lines.size()),
        "INIT_REPORT Init Duration: \\d+\\.\\d\\d ms\tPhase: init\tStatus: error"
            + "\tError Type: Runtime.BadFunctionCode",
        START,
        END,
        REPORT);
  }

  @Test
  void aTimeoutIsLoggedBeforeTheReport() {
    DeployedFunction function =
        functions.runtime.deploy(
            definition("endless", "Endless::wait").toBuilder()
                .timeout(Duration.ofSeconds(3))
                .build());
    CompletableFuture<InvocationResult> result = function.invoke("\"x\"".getBytes(UTF_8));
    org.awaitility.Awaitility.await().until(() -> texts("endless").contains("waiting"));
    time.advance(Duration.ofSeconds(3));
    assertThat(await(result)).isInstanceOf(TimedOut.class);
    assertMatches(
        texts("endless").subList(1, 7),
        START,
        "waiting",
        "\\d{4}-\\d\\d-\\d\\dT\\S+Z " + ID + " Task timed out after 3\\.00 seconds",
        "",
        END,
        REPORT.replace("Duration: \\d+\\.\\d\\d", "Duration: 3000\\.00")
            + "Init Duration: .*\tStatus: timeout");
  }

  @Test
  void theEndOfTheProcessIsLogged() {
    DeployedFunction function = deploy("exiting", "Exiting::exit");
    assertThat(invoke(function, "\"x\"")).isInstanceOf(Failed.class);
    assertMatches(
        texts("exiting").subList(1, 6),
        START,
        "RequestId: " + ID + " Error: Runtime exited with error: exit status 7",
        "Runtime\\.ExitError",
        END,
        REPORT + "Init Duration: .*\tStatus: error\tError Type: Runtime\\.ExitError");
  }

  @Test
  void aLineOfAThreadBelongsToTheInvocationThatRuns() {
    call(deploy("threaded", "Threaded::call"), "\"x\"");
    String id = functions.invocations().get(0).invocationId();
    assertThat(log("threaded").lines())
        .filteredOn(line -> line.text().contains("from a thread"))
        .extracting(LogLine::requestId)
        .hasSize(2)
        .containsOnly(id);
  }

  @Test
  void whatAllThreadsOfAFunctionWriteBelongsToTheInvocationThatRuns() {
    call(deploy("many", "ManyThreads::call"), "\"x\"");
    String id = functions.invocations().get(0).invocationId();
    List<String> own = log("many").ofRequest(id).stream().map(LogLine::text).toList();
    assertThat(own).contains("out of a pool", "out of the common pool");
    for (String place : List.of("a pool", "the common pool", "a future")) {
      assertThat(own).filteredOn(line -> line.endsWith("util logging of " + place)).hasSize(1);
    }
    int careless =
        own.indexOf(
            "Exception in thread \"careless\" java.lang.IllegalStateException: nobody catches it");
    assertThat(careless).isPositive();
    assertThat(own.get(careless + 1))
        .startsWith("\tat " + LoggingHandlers.class.getName() + "$ManyThreads.");
  }

  @Test
  void aThreadThatWritesWhenNothingRunsBelongsToNoInvocation() {
    assertThat(ThreadHome.attributed()).isNull();
    DeployedFunction function = deploy("idle", "Levels::call");
    call(function, "\"x\"");
    assertThat(RunningFunctions.host(function).ofThread()).isNull();
  }

  @Test
  void theErrorOfAColdStartIsFoundWithItsInvocation() {
    invoke(deploy("broken", "Unconstructible::call"), "\"x\"");
    String id = functions.invocations().get(0).invocationId();
    assertThat(log("broken").ofRequest(id).get(0).text())
        .isEqualTo("no table: java.lang.IllegalStateException");
  }

  @Test
  void aHandlerThatIsNotThereIsToldWithoutTheEmulatorsFrames() {
    invoke(deploy("absent", "NotThere::call"), "\"x\"");
    assertThat(texts("absent")).noneMatch(line -> line.startsWith("\tat "));
    assertThat(texts("absent").get(1)).contains("was not found");
  }

  @Test
  void aHandlerMayReplaceItsOutput() {
    assertThat(call(deploy("replacing", "Replacing::call"), "\"x\"")).isEqualTo("\"captured\"");
    assertThat(texts("replacing")).contains("back again").doesNotContain("captured");
  }

  @Test
  void aFunctionThatIsReplacedKeepsItsLogAndOneThatIsRemovedDoesNot() {
    call(functions.deploy("counting", "Counting::call"), "{}");
    call(
        functions.runtime.replace(RunningFunctions.definition("counting", "Counting::call")), "{}");
    assertThat(texts("counting")).hasSize(8);
    functions.runtime.remove("counting");
    assertThat(functions.runtime.logs().find("counting")).isEmpty();
    assertThat(functions.runtime.logs().names()).isEmpty();
  }
}
