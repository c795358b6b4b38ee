package dev.wsemulator.internal.authorizer;

import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Stage.ApiKey;
import dev.wsemulator.api.UsagePlan;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.api.WebSocketApi.Access;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only who has an API key may connect; and in which order clients are judged. */
class ApiKeyCheckTest {
  private static final String KEY = "abcdefghij0123456789";
  private static final List<ApiKey> KEYS =
      List.of(ApiKey.of("k1", KEY), ApiKey.of("k2", "second-key-0123456789"));

  private static Door door() {
    return new Door()
        .stage(stage -> stage.toBuilder().apiKeys(KEYS).build())
        .connect(route -> route.toBuilder().apiKeyRequired(true).build());
  }

  private static void byAuthorizer(WebSocketApi.Builder api) {
    api.access(new Access(Access.KEY_BY_AUTHORIZER, false));
  }

  @Aws({"AK-02", "AK-06"})
  @ParameterizedTest
  @CsvSource({"x-api-key, abcdefghij0123456789, k1", "X-API-Key, second-key-0123456789, k2"})
  void theKeyIsInTheHeaderUnlessTheApiSaysOtherwise(String header, String value, String id)
      throws Exception {
    StringBuffer log = new StringBuffer();
    Door door =
        door()
            .stage(
                stage ->
                    stage.toBuilder()
                        .accessLog(
                            new Stage.AccessLog(
                                "arn:aws:logs:us-east-1:123456789012:log-group:door",
                                "<$context.eventType $context.identity.apiKeyId"
                                    + " $context.identity.apiKey> $context.requestId"))
                        .build())
            .also(builder -> builder.logTo(log))
            .start();
    try (door) {
      assertThat(door.knock("", header + ": " + value + "\r\n").status()).isEqualTo(101);
      var event = door.event();
      assertThat(at(event, "requestContext", "identity", "apiKeyId")).isEqualTo(id);
      assertThat(at(event, "requestContext", "identity", "apiKey")).isEqualTo(value);
    }
    assertThat(log.toString()).contains("<CONNECT " + id + " " + value + ">");
  }

  @Aws({"AK-03", "D-19", "HS-05"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x-api-key:\r\n",
        "x-api-key: unknown\r\n",
        "x-api-key: disabled-key-0123456789\r\n",
        "x-api-key: ABCDEFGHIJ0123456789\r\n",
        "x-api-key: k1\r\n"
      })
  void aMissingOrInvalidKeyIs403(String headers) throws Exception {
    try (Door door = door().start()) {
      Answer answer = door.knock("", headers);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.headers()).doesNotContainKey("x-amzn-errortype");
      assertThat(answer.body()).startsWith("{\"message\": \"Forbidden\", \"connectionId\":\"");
      assertThat(door.timesCalled()).isZero();
    }
  }

  @Aws("AK-03")
  @ParameterizedTest
  @CsvSource({"unknown, abcdefghij0123456789, 101", "abcdefghij0123456789, unknown, 403"})
  void ofSeveralKeysTheLastCounts(String first, String last, int status) throws Exception {
    try (Door door = door().start()) {
      String headers = "x-api-key: %s\r\nx-api-key: %s\r\n".formatted(first, last);
      assertThat(door.knock("", headers).status()).isEqualTo(status);
    }
  }

  @Aws("AK-04")
  @ParameterizedTest
  @CsvSource({"abcdefghij0123456789, 101", "unknown, 403", "disabled-key-0123456789, 403"})
  void theAuthorizerMayFindTheKey(String found, int status) throws Exception {
    String answer =
        Answers.of(Answers.statement("Allow", "*", "*"), ",\"usageIdentifierKey\":\"%s\"")
            .formatted(found);
    try (Door door =
        door().api(ApiKeyCheckTest::byAuthorizer).guard(event -> bytes(answer)).start()) {
      assertThat(door.knock()).isEqualTo(status);
      assertThat(door.timesCalled() > 0).as("was called").isEqualTo(status == 101);
    }
  }

  @Aws("AK-04")
  @Test
  void theHeaderIsNotLookedAtIfTheAuthorizerMustFindTheKey() throws Exception {
    try (Door door = door().api(ApiKeyCheckTest::byAuthorizer).guard(Answers.WELCOME).start()) {
      assertThat(door.knock("", "x-api-key: " + KEY + "\r\n").status()).isEqualTo(403);
      assertThat(door.timesAsked()).isEqualTo(1);
    }
  }

  @Aws("AK-02")
  @ParameterizedTest
  @ValueSource(strings = {"", "$request.header.X-Api-Key", "$context.authorizer.key", "x-api-key"})
  void anApiTakesNoOtherExpression(String expression) {
    assertThat(Access.defaults().apiKeySelectionExpression())
        .isEqualTo("$request.header.x-api-key");
    assertThatThrownBy(() -> new Access(expression, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expression)
        .hasMessageContaining("$context.authorizer.usageIdentifierKey");
  }

  @Aws("AK-01")
  @Test
  void onlyConnectEverNeedsAKey() throws Exception {
    try (Door door =
        door().route("say", route -> route.toBuilder().apiKeyRequired(true).build()).start()) {
      assertThat(door.knock()).isEqualTo(403);
    }
    try (Door door =
            new Door()
                .route("say", route -> route.toBuilder().apiKeyRequired(true).build())
                .start();
        RawClient client = door.enter()) {
      client.text("{\"action\":\"say\"}");
      assertThat(client.read().text()).isEqualTo("{\"action\":\"say\"}");
    }
  }

  private static Door strict() {
    return door()
        .guard(Answers.WELCOME, "route.request.header.Auth")
        .connect(
            route ->
                route.toBuilder()
                    .requestParameters(Map.of("route.request.querystring.room", true))
                    .build());
  }

  @Aws("D-27")
  @ParameterizedTest
  @CsvSource({
    "'', '', '', 401",
    "room=1, '', abcdefghij0123456789, 401",
    "'', x, '', 403",
    "room=1, x, '', 403",
    "'', x, abcdefghij0123456789, 400",
    "room=1, x, abcdefghij0123456789, 101"
  })
  void theAuthorizerComesBeforeTheKeyAndTheKeyBeforeTheParameters(
      String query, String auth, String key, int status) throws Exception {
    String headers =
        (auth.isEmpty() ? "" : "Auth: " + auth + "\r\n")
            + (key.isEmpty() ? "" : "x-api-key: " + key + "\r\n");
    try (Door door = strict().start()) {
      assertThat(door.knock(query, headers).status()).isEqualTo(status);
      assertThat(door.timesAsked()).isEqualTo(auth.isEmpty() ? 0 : 1);
      assertThat(door.timesCalled() > 0).as("was called").isEqualTo(status == 101);
    }
  }

  @Aws({"D-27", "D-19"})
  @Test
  void theThrottleComesBeforeTheAuthorizer() throws Exception {
    Quotas one = Quotas.builder().newConnectionsPerSecond(1).build();
    var time = new dev.wsemulator.time.VirtualTime();
    try (Door door =
        new Door()
            .guard(Answers.WELCOME, "route.request.header.Auth")
            .also(builder -> builder.quotas(one).time(time))
            .start()) {
      assertThat(door.knock()).isEqualTo(401);
      Answer answer = door.knock("", "Auth: x\r\n");
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
      assertThat(door.timesAsked()).isZero();
      assertThat(door.timesCalled()).isZero();
    }
  }

  private static Door planned(UsagePlan plan, dev.wsemulator.time.VirtualTime time) {
    ApiKey key = ApiKey.of("k1", KEY).withPlan(plan);
    ApiKey other = ApiKey.of("k2", "second-key-0123456789").withPlan(plan);
    return new Door()
        .connect(route -> route.toBuilder().apiKeyRequired(true).build())
        .stage(stage -> stage.toBuilder().apiKeys(List.of(key, other)).build())
        .also(builder -> builder.time(time))
        .start();
  }

  private static void assertTold(Door door, String message) throws Exception {
    Answer answer = door.knock("", "x-api-key: " + KEY + "\r\n");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).doesNotContainKey("x-amzn-errortype");
    assertThat(answer.body()).startsWith("{\"message\": \"" + message + "\", \"connectionId\":\"");
  }

  private static int enter(Door door, String key) throws Exception {
    return door.knock("", "x-api-key: " + key + "\r\n").status();
  }

  @Aws({"OB-22", "HS-26", "D-09", "D-13", "NS-03"})
  @ParameterizedTest
  @CsvSource({
    "DAY, 2026-03-04T23:00:00Z, PT1H",
    "WEEK, 2026-03-07T00:00:00Z, PT48H",
    "MONTH, 2026-03-30T00:00:00Z, PT48H"
  })
  void aKeyWhoseQuotaIsUsedUpIs429UntilTheNextPeriod(
      UsagePlan.Period period, java.time.Instant start, java.time.Duration rest) throws Exception {
    var time = new dev.wsemulator.time.VirtualTime(start);
    try (Door door = planned(UsagePlan.of("plan").withQuota(2, period), time)) {
      assertThat(enter(door, KEY)).isEqualTo(101);
      assertThat(enter(door, KEY)).isEqualTo(101);
      assertTold(door, "Limit Exceeded");
      assertThat(enter(door, "second-key-0123456789")).as("each key has its own").isEqualTo(101);
      time.advance(rest.minusSeconds(1));
      assertTold(door, "Limit Exceeded");
      time.advance(java.time.Duration.ofSeconds(1));
      assertThat(enter(door, KEY)).isEqualTo(101);
    }
  }

  @Aws("D-09")
  @Test
  void aKeyThatIsUsedTooOftenIs429ForAWhile() throws Exception {
    var time = new dev.wsemulator.time.VirtualTime();
    try (Door door = planned(UsagePlan.of("plan").withThrottle(1, 1), time)) {
      assertThat(enter(door, KEY)).isEqualTo(101);
      assertTold(door, "Too Many Requests");
      time.advance(java.time.Duration.ofSeconds(1));
      assertThat(enter(door, KEY)).isEqualTo(101);
    }
  }
}
