package dev.wsemulator.internal.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.RouteSettings.LoggingLevel;
import dev.wsemulator.testing.Aws;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionLogTest {
  private static final String MALFORMED =
      "Execution failed due to configuration error: Malformed Lambda proxy response";

  private static final String GROUP = "/aws/apigateway/abc/prod|";

  private static List<String> log(
      LoggingLevel level, boolean payloads, Consumer<ExecutionLog> steps) {
    HeldTarget target = new HeldTarget();
    try (LogOutput output = new LogOutput(List.of(target))) {
      RouteSettings settings =
          RouteSettings.builder().loggingLevel(level).dataTraceEnabled(payloads).build();
      steps.accept(ExecutionLog.of(settings, "abc", "prod", output));
    }
    assertThat(target.lines).allMatch(line -> line.startsWith(GROUP));
    return target.lines.stream().map(line -> line.substring(GROUP.length())).toList();
  }

  private static void message(ExecutionLog log) {
    log.begun("id=", "send", false);
    log.received("id=", "con=");
    log.received("id=", "con=", "{\"a\":1}".getBytes(UTF_8));
    log.calling("id=", "https://f", Map.of("Accept", List.of("*/*")), "{\"x\":1}".getBytes(UTF_8));
    log.called("id=", 200, 17);
    log.callAnswer("id=", Map.of("Content-Length", List.of("4")), "null".getBytes(UTF_8));
    log.failed("id=", MALFORMED);
    log.invoked("id=", "lambda-id");
    log.answered("id=", "con=", 500);
  }

  @Aws({"LG-10", "LG-13"})
  @Test
  void levelInfoWithPayloadsShowsEverything() {
    assertThat(log(LoggingLevel.INFO, true, ExecutionLogTest::message))
        .containsExactly(
            "(id=) Extended Request Id: id=",
            "(id=) Verifying Usage Plan for request: id=. API Key:  API Stage: abc/prod",
            "(id=) API Key  authorized because route 'send' does not require API Key. Request will"
                + " not contribute to throttle or quota limits",
            "(id=) Usage Plan check succeeded for API Key  and API Stage abc/prod",
            "(id=) Starting execution for request: id=",
            "(id=) WebSocket Request Route: [send]",
            "(id=) WebSocket API [abc] received message from client [Connection Id: con=].",
            "(id=) WebSocket API [abc] received message from client [con=]. Message: [{\"a\":1}].",
            "(id=) Endpoint request URI: https://f",
            "(id=) Endpoint request headers: {Accept=*/*}",
            "(id=) Endpoint request body after transformations: {\"x\":1}",
            "(id=) Sending request to https://f",
            "(id=) Received response. Status: 200, Integration latency: 17 ms",
            "(id=) Endpoint response headers: {Content-Length=4}",
            "(id=) Endpoint response body before transformations: null",
            "(id=) Execution failed due to configuration error: Malformed Lambda proxy response",
            "(id=) AWS Integration Endpoint RequestId : lambda-id",
            "(id=) Message from client [Connection Id: con=] sent to API [abc] with response"
                + " status code [500].");
  }

  @Aws("LG-10")
  @Test
  void levelInfoShowsStepsWithoutPayloads() {
    assertThat(log(LoggingLevel.INFO, false, ExecutionLogTest::message))
        .hasSize(10)
        .noneMatch(line -> line.contains("{") || line.contains("headers"));
  }

  @Aws("LG-10")
  @Test
  void levelErrorShowsOnlyFailures() {
    assertThat(
            log(
                LoggingLevel.ERROR,
                true,
                log -> {
                  message(log);
                  log.authorized("id=", true);
                  log.authorized("id=", false);
                }))
        .containsExactly(
            "(id=) Execution failed due to configuration error: Malformed Lambda proxy response",
            "(id=) Unauthorized request: id=");
  }

  @Aws("LG-10")
  @Test
  void levelOffIsTheLogThatWritesNothing() {
    assertThat(
            log(
                LoggingLevel.OFF,
                true,
                log -> {
                  assertThat(log).isSameAs(ExecutionLog.OFF);
                  assertThat(log.showsPayloads()).isFalse();
                  message(log);
                }))
        .isEmpty();
  }

  @Test
  void aLogWithoutAnOutputIsOff() {
    RouteSettings settings =
        RouteSettings.builder().loggingLevel(LoggingLevel.INFO).dataTraceEnabled(true).build();

    assertThat(ExecutionLog.of(settings, "abc", "prod", LogOutput.none()))
        .isSameAs(ExecutionLog.OFF);
  }

  @Aws("LG-13")
  @Test
  void aConnectionIsLoggedFromItsFirstRequestToItsEnd() {
    assertThat(
            log(
                LoggingLevel.INFO,
                false,
                log -> {
                  log.connecting("a=", "wscat", "127.0.0.1");
                  log.authorizing("a=", "auth1");
                  log.authorized("a=", true);
                  log.connected("a=", "con=");
                  log.failed(
                      "b=",
                      "Lambda execution failed with status 200 due to customer function error: boom."
                          + " Lambda request id: lambda-id");
                  log.failed("b=", "Execution failed: Forbidden");
                  log.disconnected("c=", "con=", 200, "1001: Going away");
                }))
        .containsExactly(
            "(a=) Client [UserAgent: wscat, SourceIp: 127.0.0.1] is connecting to WebSocket API"
                + " [abc].",
            "(a=) Starting authorizer: auth1 for request: a=",
            "(a=) Successfully completed authorizer execution",
            "(a=) Client [Connection Id: con=] connected to API [abc] successfully.",
            "(b=) Lambda execution failed with status 200 due to customer function error: boom."
                + " Lambda request id: lambda-id",
            "(b=) Execution failed: Forbidden",
            "(c=) Client [Connection Id: con=] disconnected from API [abc] with integration"
                + " response status code [200]. Close reason: [1001: Going away]");
  }

  @Aws({"LG-14", "REC-099"})
  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "語", "😀"})
  void anEventIsCutAfterTheLastCharacterThatFits(String character) {
    String payload = character.repeat(2000);

    String line =
        log(
                LoggingLevel.INFO,
                true,
                log -> log.callAnswer("id=", Map.of(), payload.getBytes(UTF_8)))
            .get(1);

    String text = line.substring(0, line.length() - " [TRUNCATED]".length());
    int size = text.getBytes(UTF_8).length;
    assertThat(line).endsWith(character + " [TRUNCATED]").doesNotContain("\ufffd");
    assertThat(size).isLessThanOrEqualTo(1024);
    assertThat(size + character.getBytes(UTF_8).length).isGreaterThan(1024);
  }

  @Aws("LG-14")
  @Test
  void aLongMessageIsCutToo() {
    byte[] message = "😀".repeat(1000).getBytes(UTF_8);

    assertThat(log(LoggingLevel.INFO, true, log -> log.received("id=", "con=", message)).get(0))
        .contains("Message: [😀")
        .endsWith("😀 [TRUNCATED]")
        .hasSizeLessThan(1024);
  }

  @Aws({"LG-14", "REC-099"})
  @Test
  void anEventOfExactlyTheLimitIsWhole() {
    String failure = "x".repeat(1024 - "(id=) ".length());

    assertThat(log(LoggingLevel.ERROR, false, log -> log.failed("id=", failure)))
        .containsExactly("(id=) " + failure);
  }

  @Test
  void secretsInHeadersAreRedactedToTheirEnds() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Authorization", List.of("Bearer abc123def456"));
    headers.put("x-api-key", List.of("short"));
    headers.put("X-Amz-Security-Token", List.of("FQoGZXIv123456"));
    headers.put("X-Forwarded-For", List.of("10.0.0.1", "10.0.0.2"));

    assertThat(
            log(LoggingLevel.INFO, true, log -> log.callAnswer("id=", headers, new byte[0])).get(0))
        .isEqualTo(
            "(id=) Endpoint response headers: {Authorization=*************def456,"
                + " x-api-key=*****, X-Amz-Security-Token=********123456,"
                + " X-Forwarded-For=10.0.0.1, 10.0.0.2}");
  }
}
