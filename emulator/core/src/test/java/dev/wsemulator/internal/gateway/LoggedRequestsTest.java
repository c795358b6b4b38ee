package dev.wsemulator.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.RouteSettings.LoggingLevel;
import dev.wsemulator.api.Stage;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the logs of a stage say of requests that really passed. */
class LoggedRequestsTest {
  private static final String GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:access";
  private static final String ALLOW =
      "{\"principalId\":\"p\",\"policyDocument\":{\"Statement\":[{\"Effect\":\"%s\","
          + "\"Action\":\"execute-api:Invoke\",\"Resource\":\"*\"}]}}";

  private final StringBuffer log = new StringBuffer();

  private Rig rig(String format, LoggingLevel level) {
    RouteSettings settings =
        RouteSettings.builder().loggingLevel(level).dataTraceEnabled(true).build();
    return new Rig()
        .also(builder -> builder.logTo(log))
        .stage(
            Stage.builder("dev")
                .defaultRouteSettings(settings)
                .accessLog(new Stage.AccessLog(GROUP, "<" + format + "> $context.requestId"))
                .build());
  }

  private Rig rig(String format) {
    return rig(format, LoggingLevel.OFF);
  }

  private List<String> entries() {
    return log.toString()
        .lines()
        .filter(line -> line.contains("<"))
        .map(line -> line.substring(line.indexOf('<') + 1, line.indexOf('>')))
        .toList();
  }

  private void awaitEntries(String... entries) {
    await().untilAsserted(() -> assertThat(entries()).containsExactly(entries));
  }

  private static int knock(Rig rig, String query) throws Exception {
    try (RawClient client = RawClient.connect(rig.url())) {
      return client.upgrade(URI.create(rig.url() + query), "").status();
    }
  }

  private static LambdaFunction answering(int status) {
    return event -> Rig.bytes("{\"statusCode\":" + status + "}");
  }

  @Aws({"LG-02", "LG-04", "LG-05"})
  @Test
  void everyRequestHasOneLine() throws Exception {
    String format =
        "$context.eventType $context.routeKey $context.status $context.error.responseType";
    try (Rig rig =
        rig(format)
            .route("$connect", answering(201))
            .route("$disconnect", answering(500))
            .route("x", answering(418))
            .start()) {
      try (RawClient client = rig.open()) {
        client.text("{\"action\":\"x\"}");
        awaitEntries("CONNECT $connect 200 -", "MESSAGE x 418 -");
        client.text("nowhere");
        client.read();
      }
      awaitEntries(
          "CONNECT $connect 200 -",
          "MESSAGE x 418 -",
          "MESSAGE - 403 DEFAULT_4XX",
          "DISCONNECT $disconnect 500 -");
    }
  }

  @Aws("LG-05")
  @Test
  void aMessageThatWasRefusedHasItsIdToo() throws Exception {
    try (Rig rig = rig("$context.messageId").route("x", Rig.OK).start();
        RawClient client = rig.open()) {
      client.text("nowhere");
      client.read();
      await().until(() -> entries().size() == 2);
      assertThat(entries().get(0)).isEqualTo("-");
      assertThat(entries().get(1))
          .matches("[A-Za-z0-9_-]{18}==")
          .endsWith(rig.lastId().substring(11));
    }
  }

  @Aws({"LG-05", "LG-08"})
  @ParameterizedTest
  @CsvSource({
    "403, , 403 - - -",
    "200, throw, 502 - INTEGRATION_FAILURE \"Internal server error\""
  })
  void aHandshakeThatConnectRefusesIsLogged(int status, String failing, String entry)
      throws Exception {
    String format =
        "$context.status $context.integration.status $context.error.responseType"
            + " $context.error.messageString";
    LambdaFunction function =
        event -> {
          if (failing != null) {
            throw new IllegalStateException("no");
          }
          return answering(status).invoke(event);
        };
    try (Rig rig = rig(format).route("$connect", function).start()) {
      knock(rig, "");
      awaitEntries(entry);
    }
  }

  private Rig guarded(String format, String policy, String... sources) {
    Rig rig = rig(format, LoggingLevel.INFO);
    String listener = rig.function("listener", Rig.OK);
    String guard = rig.function("guard", event -> Rig.bytes(policy));
    return rig.route(
        Route.of("$connect", Integration.lambdaProxy(listener)).toBuilder()
            .authorization(new Authorization.Custom(Authorizer.of(guard, sources)))
            .build());
  }

  @Aws("LG-06")
  @ParameterizedTest
  @CsvSource({
    "Allow, 200 200 200 -",
    "Deny, 403 403 200 User is not authorized to access this resource with an explicit deny in an identity-based policy",
    "'', 500 500 200 Invalid JSON in the authorizer's response"
  })
  void whatAnAuthorizerSaidIsLogged(String effect, String entry) throws Exception {
    String format =
        "$context.status $context.authorizer.status $context.authorizer.integrationStatus"
            + " $context.authorizer.error";
    try (Rig rig = guarded(format, effect.isEmpty() ? "{}" : ALLOW.formatted(effect)).start()) {
      knock(rig, "");
      awaitEntries(entry);
    }
  }

  @Aws({"LG-06", "LG-08"})
  @Test
  void aRequestNamesTheInvocationsThatWereMadeForIt() throws Exception {
    String format = "$context.authorizer.requestId $context.awsEndpointRequestId";
    try (Rig rig = guarded(format, ALLOW.formatted("Allow")).route("x", answering(200)).start()) {
      try (RawClient client = rig.open()) {
        client.text("{\"action\":\"x\"}");
        await().until(() -> entries().size() == 2);
      }
      List<String> invocations =
          rig.emulator().journal().entries(Invoking.class).stream()
              .map(Invoking::invocationId)
              .toList();
      assertThat(entries().get(0)).isEqualTo(invocations.get(0) + " " + invocations.get(1));
      assertThat(entries().get(1)).endsWith(" " + invocations.get(2));
    }
  }

  @Aws("NS-02")
  @Test
  void noFirewallHasJudgedARequest() throws Exception {
    String format = "$context.status $context.waf.error|$context.waf.latency|$context.waf.status";
    try (Rig rig = guarded(format, ALLOW.formatted("Allow")).start()) {
      assertThat(knock(rig, "")).isEqualTo(101);
      await().untilAsserted(() -> assertThat(entries()).first().isEqualTo("200 -|-|-"));
    }
  }

  @Aws("LG-06")
  @Test
  void anAuthorizerThatWasNotAskedHasNoStatusOfLambda() throws Exception {
    String format = "$context.authorizer.status $context.authorizer.integrationStatus";
    try (Rig rig =
        guarded(format, ALLOW.formatted("Allow"), "route.request.querystring.token").start()) {
      knock(rig, "");
      awaitEntries("401 -");
    }
  }

  @Aws("LG-06")
  @Test
  void aSignatureIsLoggedAsAuthentication() throws Exception {
    Rig rig = rig("$context.status $context.authenticate.status $context.authorize.status");
    String open = rig.function("open", Rig.OK);
    rig.route(
        Route.of("$connect", Integration.lambdaProxy(open)).toBuilder()
            .authorization(new Authorization.Iam())
            .build());
    try (rig) {
      rig.start();
      knock(rig, "");
      awaitEntries("403 403 -");
    }
  }

  @Aws("MV-05")
  @Test
  void whatIsWrongWithAMessageIsInBothLogs() throws Exception {
    Rig rig =
        rig("$context.error.responseType $context.error.validationErrorString", LoggingLevel.ERROR);
    String echo = rig.function("echo", Rig::echoed);
    rig.api(api -> api.model("text", "{\"type\":\"object\",\"required\":[\"text\"]}"))
        .route(
            Route.of("$default", Integration.lambdaProxy(echo)).toBuilder()
                .validation(new Route.Validation("$default", Map.of("$default", "text")))
                .build());
    try (rig) {
      rig.start();
      try (RawClient client = rig.open()) {
        client.text("{}");
        assertThat(client.read().text()).doesNotContain("required");
      }
      await().until(() -> entries().size() == 2);
      assertThat(entries().get(1)).startsWith("BAD_REQUEST_BODY [").contains("text");
      assertThat(log.toString()).contains("Invalid request body: [");
    }
  }

  @Aws({"MT-04", "TM-12"})
  @Test
  void aHandshakeWithoutARequiredParameterIsTheClientsError() throws Exception {
    Rig rig = rig("$context.status $context.error.responseType", LoggingLevel.ERROR);
    String open = rig.function("open", Rig.OK);
    rig.route(
        Route.of("$connect", Integration.lambdaProxy(open)).toBuilder()
            .requestParameters(Map.of("route.request.querystring.room", true))
            .build());
    try (rig) {
      rig.start();
      knock(rig, "");
      awaitEntries("400 BAD_REQUEST_PARAMETERS");
      assertThat(log.toString()).contains(") Missing required request parameters: [room]");
      try (RawClient http = RawClient.connect(rig.url())) {
        assertThat(
                http.request(
                        "GET /_emulator/metrics HTTP/1.1\r\nHost: "
                            + rig.url().getAuthority()
                            + "\r\n\r\n")
                    .body())
            .containsPattern("client_error_total\\{[^}]*} 1");
      }
    }
  }

  @Aws({"LG-02", "LG-04"})
  @Test
  void anEndThatIsThrottledIsLoggedToo() throws Exception {
    Stage stage =
        Stage.builder("dev")
            .routeSettings(Map.of("$disconnect", RouteSettings.builder().throttling(0, 0).build()))
            .accessLog(
                new Stage.AccessLog(
                    GROUP, "<$context.eventType $context.status> $context.requestId"))
            .build();
    try (Rig rig =
        new Rig()
            .also(builder -> builder.logTo(log))
            .stage(stage)
            .route("$disconnect", Rig.OK)
            .start()) {
      rig.open().close();
      awaitEntries("CONNECT 200", "DISCONNECT 429");
    }
  }

  @Aws({"LG-10", "LG-13"})
  @Test
  void theExecutionLogTellsOfAConnectionFromItsFirstRequestToItsEnd() throws Exception {
    Rig rig = guarded("$context.eventType", ALLOW.formatted("Allow"));
    rig.twoWay("$default", event -> Rig.bytes("null")).route("$disconnect", Rig.OK);
    try (rig) {
      rig.start();
      try (RawClient client = rig.open()) {
        client.text("hi");
        assertThat(client.read().text()).contains("Internal server error");
      }
      await().until(() -> entries().size() == 3);
    }
    assertThat(log.toString())
        .containsSubsequence(
            "Starting execution for request: ",
            "WebSocket Request Route: [$connect]",
            "is connecting to WebSocket API [a1b2c3d4e5].",
            "Starting authorizer: f-guard for request: ",
            "Successfully completed authorizer execution",
            "Endpoint request body after transformations: {\"headers\":",
            "Received response. Status: 200, Integration latency: ",
            "Endpoint response body before transformations: {\"statusCode\":200}",
            "connected to API [a1b2c3d4e5] successfully.",
            "WebSocket Request Route: [$default]",
            "received message from client",
            "Endpoint response body before transformations: null",
            "Execution failed due to configuration error: Malformed Lambda proxy response",
            "with response status code [502].",
            "WebSocket Request Route: [$disconnect]",
            "disconnected from API [a1b2c3d4e5] with integration response status code [200]. Close reason: [");
  }
}
