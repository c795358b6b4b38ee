package dev.wsemulator.internal.function;

import static dev.wsemulator.internal.function.RunningFunctions.await;
import static dev.wsemulator.internal.function.RunningFunctions.call;
import static dev.wsemulator.internal.function.RunningFunctions.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.TimedOut;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LogLine;
import dev.wsemulator.lambda.LoggingConfig;
import dev.wsemulator.lambda.LoggingConfig.Level;
import dev.wsemulator.testing.CompiledHandler;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs in JSON, levels, log groups, and the id of the invocation in Log4j. */
class LogFormatsTest {
  private static final LoggingConfig JSON = LoggingConfig.json(Level.INFO, Level.INFO);

  private final VirtualTime time = new VirtualTime(Instant.parse("2025-01-01T12:00:00Z"));
  private final RunningFunctions functions = new RunningFunctions(time);

  @AfterEach
  void close() {
    functions.close();
  }

  private static FunctionDefinition definition(String name, String handler) {
    return FunctionDefinition.of(
        name,
        new FunctionDefinition.Files(
            LoggingHandlers.class.getName() + "$" + handler, RunningFunctions.classPath()));
  }

  private List<String> texts(String name) {
    return functions.runtime.logs().find(name).orElseThrow().lines().stream()
        .map(LogLine::text)
        .toList();
  }

  private List<JsonNode> documents(String name) {
    return texts(name).stream()
        .filter(line -> line.startsWith("{"))
        .map(LogFormatsTest::document)
        .toList();
  }

  private static JsonNode document(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void textHasTheLevelInFront() {
    call(functions.runtime.deploy(definition("text", "Levels::call")), "\"x\"");
    assertThat(texts("text").subList(2, 8))
        .containsExactly(
            "without a level",
            "[DEBUG] of no interest",
            "[INFO] all is \"well\"",
            "[ERROR] of a framework",
            "as it is",
            "plain");
  }

  @Test
  void jsonHasTimeLevelAndInvocationAndNothingBelowTheLevel() {
    call(
        functions.runtime.deploy(
            definition("json", "Levels::call").toBuilder().logging(JSON).build()),
        "\"x\"");
    String id = functions.invocations().get(0).invocationId();
    assertThat(texts("json").subList(2, 7))
        .containsExactly(
            json("without a level", "UNDEFINED", id),
            json("all is \\\"well\\\"", "INFO", id),
            json("of a framework", "ERROR", id),
            "as it is",
            "plain");
  }

  private static String json(String message, String level, String id) {
    return "{\"timestamp\":\"2025-01-01T12:00:00.000Z\",\"message\":\"%s\",\"level\":\"%s\",\"AWSRequestId\":\"%s\"}"
        .formatted(message, level, id);
  }

  @Test
  void lambdaTellsOfInvocationsInJsonToo() {
    DeployedFunction function =
        functions.runtime.deploy(
            definition("platform", "Levels::call").toBuilder().logging(JSON).build());
    call(function, "\"x\"");
    String id = functions.invocations().get(0).invocationId();
    List<JsonNode> platform =
        documents("platform").stream().filter(line -> line.has("type")).toList();
    assertThat(platform)
        .extracting(line -> line.get("type").asText())
        .containsExactly("platform.initStart", "platform.start", "platform.report");
    JsonNode init = platform.get(0).get("record");
    assertThat(init.get("functionName").asText()).isEqualTo("platform");
    assertThat(init.get("instanceMaxMemory").asLong()).isEqualTo(512L * 1024 * 1024);
    assertThat(platform.get(1).get("time").asText()).isEqualTo("2025-01-01T12:00:00.000Z");
    assertThat(platform.get(1).get("record").toString())
        .isEqualTo("{\"requestId\":\"" + id + "\",\"version\":\"$LATEST\"}");
    JsonNode report = platform.get(2).get("record");
    assertThat(report.get("requestId").asText()).isEqualTo(id);
    assertThat(report.get("status").asText()).isEqualTo("success");
    assertThat(report.get("metrics").get("memorySizeMB").asInt()).isEqualTo(512);
    assertThat(report.get("metrics").has("initDurationMs")).isTrue();
    assertThat(texts("platform")).noneMatch(line -> line.startsWith("START"));
  }

  @Test
  void theLevelOfTheSystemDropsWhatGoesWell() {
    LoggingConfig quiet = LoggingConfig.json(Level.FATAL, Level.WARN);
    call(
        functions.runtime.deploy(
            definition("quiet", "Levels::call").toBuilder().logging(quiet).build()),
        "\"x\"");
    assertThat(documents("quiet"))
        .extracting(line -> line.path("message").asText())
        .containsExactly("without a level");
    LoggingConfig detailed = LoggingConfig.json(Level.TRACE, Level.DEBUG);
    call(
        functions.runtime.deploy(
            definition("loud", "Levels::call").toBuilder().logging(detailed).build()),
        "\"x\"");
    assertThat(documents("loud"))
        .extracting(line -> line.path("type").asText())
        .contains("platform.runtimeDone", "platform.report");
    assertThat(documents("loud"))
        .extracting(line -> line.path("message").asText())
        .contains("of no interest");
  }

  @Test
  void errorsAndTimeoutsAreToldInJson() {
    invoke(
        functions.runtime.deploy(
            definition("failing", "Failing::fail").toBuilder().logging(JSON).build()),
        "\"x\"");
    JsonNode error =
        documents("failing").stream().filter(line -> line.has("message")).findFirst().orElseThrow();
    assertThat(error.get("level").asText()).isEqualTo("ERROR");
    assertThat(error.get("message").asText())
        .startsWith("not today: java.lang.UnsupportedOperationException\n")
        .contains("Caused by: java.lang.IllegalStateException: deep down");
    CompletableFuture<InvocationResult> late =
        functions
            .runtime
            .deploy(
                definition("late", "Endless::wait").toBuilder()
                    .logging(JSON)
                    .timeout(Duration.ofSeconds(3))
                    .build())
            .invoke("\"x\"".getBytes(StandardCharsets.UTF_8));
    Awaitility.await().until(() -> texts("late").contains("waiting"));
    time.advance(Duration.ofSeconds(3));
    assertThat(await(late)).isInstanceOf(TimedOut.class);
    assertThat(documents("late"))
        .filteredOn(line -> line.path("type").asText().equals("platform.report"))
        .singleElement()
        .satisfies(line -> assertThat(line.at("/record/status").asText()).isEqualTo("timeout"));
  }

  @Test
  void environmentVariablesSetFormatAndLevelOfTheRuntimesLoggerOnly() {
    call(
        functions.runtime.deploy(
            definition("vars", "Levels::call").toBuilder()
                .environment(
                    Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "error"))
                .build()),
        "\"x\"");
    assertThat(documents("vars"))
        .extracting(line -> line.path("level").asText())
        .containsExactly("UNDEFINED", "ERROR");
    assertThat(texts("vars")).anyMatch(line -> line.startsWith("START RequestId: "));
  }

  @Test
  void aFunctionCanReadHowItLogs() {
    DeployedFunction function =
        functions.runtime.deploy(
            RunningFunctions.definition("reads", "Environment::all").toBuilder()
                .logging(LoggingConfig.json(Level.WARN, Level.INFO).in("/own/group"))
                .build());
    assertThat(call(function, "{}"))
        .contains(
            "\"AWS_LAMBDA_LOG_FORMAT\":\"JSON\"",
            "\"AWS_LAMBDA_LOG_LEVEL\":\"WARN\"",
            "\"AWS_LAMBDA_LOG_GROUP_NAME\":\"/own/group\"");
  }

  @Test
  void theTraceHeaderIsASystemPropertyWhileAnInvocationRuns() {
    DeployedFunction function = functions.runtime.deploy(definition("traced", "Traced::call"));
    String[] headers = call(function, "\"x\"").replace("\"", "").split(" ");
    assertThat(headers).hasSize(3).containsOnly(headers[0]);
    assertThat(headers[0]).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
    assertThat(call(function, "\"x\"")).doesNotContain(headers[0]);
  }

  /** The classes of Log4j stand for the whole of it. */
  @Test
  void log4jHasTheIdOfTheInvocationWhereLambdasAppenderIsUsed(@TempDir Path folder)
      throws IOException {
    String context =
        """
        package org.apache.logging.log4j;
        import java.util.*;
        public class ThreadContext {
          public static final Map<String, String> ALL = new HashMap<>();
          public static void put(String key, String value) { ALL.put(key, value); }
        }
        """;
    String handler =
        """
        package app;
        import com.amazonaws.services.lambda.runtime.*;
        import org.apache.logging.log4j.ThreadContext;
        public class Handler {
          public String run(String event) {
            if (event.equals("begin")) {
              LambdaRuntimeInternal.setUseLog4jAppender(true);
            }
            return String.valueOf(ThreadContext.ALL);
          }
        }
        """;
    Path classes = CompiledHandler.of(context, handler).writeTo(folder);
    DeployedFunction function =
        functions.runtime.deploy(
            FunctionDefinition.of(
                "log4j", new FunctionDefinition.Files("app.Handler::run", List.of(classes))));
    assertThat(call(function, "\"begin\"")).isEqualTo("\"{}\"");
    String told = call(function, "\"x\"");
    String id = functions.invocations().get(1).invocationId();
    assertThat(told).isEqualTo("\"{AWSRequestId=" + id + "}\"");
  }
}
