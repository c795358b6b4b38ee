package dev.wsemulator.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.RouteSettings.LoggingLevel;
import dev.wsemulator.api.Stage;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How many handshakes, messages and calls are let through. The clock stands still in between. */
class ThrottlingTest {
  private static final RouteSettings NONE = RouteSettings.none();
  private static final String ACTION = "{\"action\":\"x\"}";

  private final VirtualTime time = new VirtualTime();

  private Rig rig() {
    return new Rig().time(time).twoWay("x", Rig::echoed).echo().verified(false);
  }

  private Rig rig(RouteSettings defaults, Map<String, RouteSettings> byRoute) {
    return rig()
        .stage(Stage.builder("dev").defaultRouteSettings(defaults).routeSettings(byRoute).build());
  }

  private static Answer handshake(Rig rig) throws Exception {
    try (RawClient client = RawClient.connect(rig.url())) {
      return client.upgrade(rig.url(), "");
    }
  }

  private static void assertThrottled(Answer answer) {
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
    assertThat(answer.headers()).doesNotContainKey("x-amzn-errortype");
  }

  private static void assertEchoes(RawClient client, String text) throws Exception {
    client.text(text);
    assertThat(client.read().text()).isEqualTo(text);
  }

  private static void assertThrottled(Rig rig, RawClient client, String text) throws Exception {
    client.text(text);
    RawClient.Frame frame = client.read();
    assertThat(frame.head()).isEqualTo(RawClient.TEXT);
    assertThat(frame.text())
        .startsWith(
            "{\"message\": \"Too Many Requests\", \"connectionId\":\"%s\", \"requestId\":\""
                .formatted(rig.lastId()))
        .matches(".*[A-Za-z0-9_-]{15}=\"}");
  }

  private static Answer post(Rig rig) throws Exception {
    try (RawClient http = RawClient.connect(rig.url())) {
      return http.request(
          "POST /dev/@connections/%s HTTP/1.1\r\nHost: %s\r\nContent-Length: 1\r\n\r\nx"
              .formatted(rig.lastId().replace("=", "%3D"), rig.url().getAuthority()));
    }
  }

  private void pass(Duration duration) {
    time.advance(duration);
  }

  @Aws({"HS-26", "TH-02"})
  @Test
  void moreHandshakesThanTheAccountMayHaveASecondAre429() throws Exception {
    try (Rig rig = rig().route("$connect", Rig.OK).quota("newConnectionsPerSecond", "2").start()) {
      assertThat(handshake(rig).status()).isEqualTo(101);
      assertThat(handshake(rig).status()).isEqualTo(101);
      rig.event("CONNECT");
      rig.event("CONNECT");
      assertThrottled(handshake(rig));
      assertThat(rig.eventsLeft()).as("$connect does not run").isZero();
      assertThat(rig.emulator().journal().entries(JournalEntry.Handshake.class))
          .last()
          .extracting(JournalEntry.Handshake::status)
          .isEqualTo(429);
      pass(Duration.ofMillis(500));
      assertThat(handshake(rig).status()).isEqualTo(101);
      assertThrottled(handshake(rig));
    }
  }

  @Aws("TH-02")
  @Test
  void fiveHundredHandshakesASecondArePossible() throws Exception {
    try (Rig rig = rig().start()) {
      for (int i = 0; i < 500; i++) {
        assertThat(handshake(rig).status()).isEqualTo(101);
      }
      assertThrottled(handshake(rig));
    }
  }

  @Test
  void lessThanOneHandshakeASecondIsPossible() throws Exception {
    try (Rig rig = rig().quota("newConnectionsPerSecond", "0.5").start()) {
      assertThat(handshake(rig).status()).isEqualTo(101);
      assertThrottled(handshake(rig));
      pass(Duration.ofSeconds(2));
      assertThat(handshake(rig).status()).isEqualTo(101);
    }
  }

  @Aws({"HS-27", "D-15", "OB-21"})
  @Test
  void aStageWithNoughtAsItsDefaultsRefusesEveryHandshake() throws Exception {
    try (Rig rig =
        rig(NONE.toBuilder().throttling(0, 0).build(), Map.of())
            .route("$connect", Rig.OK)
            .start()) {
      for (int i = 0; i < 3; i++) {
        assertThrottled(handshake(rig));
        pass(Duration.ofHours(1));
      }
      assertThat(rig.eventsLeft()).isZero();
    }
    try (Rig rig = rig(NONE.toBuilder().throttling(0, 0).build(), Map.of()).start()) {
      assertThrottled(handshake(rig));
    }
  }

  @Aws("D-15")
  @Test
  void whatIsNotSetIsNotNought() throws Exception {
    RouteSettings rateOnly = settings(Optional.of(1.0), Optional.empty());
    RouteSettings burstOnly = settings(Optional.empty(), Optional.of(2));
    try (Rig rig = rig(NONE, Map.of("x", rateOnly, "$default", burstOnly)).start();
        RawClient client = rig.open()) {
      for (int i = 0; i < 10; i++) {
        assertEchoes(client, ACTION);
      }
      assertEchoes(client, "1");
      assertEchoes(client, "2");
      assertThrottled(rig, client, "3");
      pass(Duration.ofNanos(100_000)); // at the account's rate
      assertEchoes(client, "3");
    }
  }

  private static RouteSettings settings(Optional<Double> rate, Optional<Integer> burst) {
    return RouteSettings.builder()
        .throttlingRateLimit(rate.orElse(null))
        .throttlingBurstLimit(burst.orElse(null))
        .build();
  }

  @Aws({"TH-03", "TH-05", "TH-06", "ER-06"})
  @Test
  void moreMessagesThanTheStageLetsThroughAreToldSoAndTheConnectionStays() throws Exception {
    RouteSettings defaults = NONE.toBuilder().throttling(1, 2).build();
    RouteSettings free = NONE.toBuilder().throttling(1000, 1000).build();
    try (Rig rig = rig(defaults, Map.of("$connect", free)).route("$connect", Rig.OK).start();
        RawClient client = rig.open()) {
      assertEchoes(client, ACTION);
      assertEchoes(client, "both routes share what the stage has");
      assertThrottled(rig, client, ACTION);
      assertThrottled(rig, client, "x");
      pass(Duration.ofSeconds(1));
      assertEchoes(client, ACTION);
      assertThrottled(rig, client, ACTION);
      assertThat(rig.emulator().journal().entries(JournalEntry.Closed.class)).isEmpty();
    }
  }

  @Aws({"TH-03", "TH-04"})
  @Test
  void routesAreLimitedByTheirKeys() throws Exception {
    Map<String, RouteSettings> byRoute =
        Map.of(
            "$connect", NONE.toBuilder().throttling(1, 1).build(),
            "$default", NONE.toBuilder().throttling(0, 0).build(),
            "y", NONE.toBuilder().throttling(0, 0).build());
    try (Rig rig = rig(NONE, byRoute).route("$connect", Rig.OK).start();
        RawClient client = rig.open()) {
      assertThrottled(rig, client, "$default");
      for (int i = 0; i < 20; i++) {
        assertEchoes(client, ACTION);
      }
      assertThrottled(handshake(rig));
    }
  }

  /** The emulator's end waits for what runs, so that what has not come by then never will. */
  @Aws("TH-04")
  @Test
  void theEndsOfConnectionsAreLimitedByTheirKey() throws Exception {
    Map<String, RouteSettings> byRoute =
        Map.of("$disconnect", NONE.toBuilder().throttling(1, 1).build());
    Rig rig = rig(NONE, byRoute).route("$disconnect", Rig.OK).start();
    try (rig;
        RawClient first = rig.open();
        RawClient second = rig.open()) {
      pass(Duration.ofMinutes(10));
      assertThat(first.read().closeCode()).isEqualTo(1001);
      assertThat(second.read().closeCode()).isEqualTo(1001);
      rig.event("DISCONNECT");
    }
    assertThat(rig.eventsLeft()).isZero();
  }

  @Aws("TH-04")
  @Test
  void theEndsOfConnectionsAreNotLimitedByTheStage() throws Exception {
    try (Rig rig =
            rig(NONE.toBuilder().throttling(1, 1).build(), Map.of())
                .route("$disconnect", Rig.OK)
                .start();
        RawClient client = rig.open()) {
      assertThrottled(rig, client, ACTION);
      pass(Duration.ofMinutes(10));
      rig.event("DISCONNECT");
    }
  }

  /** What a route has for its log only does not free it of the stage's limits. */
  @Aws("TH-03")
  @Test
  void settingsOfARouteThatLimitNothingLeaveTheStagesLimits() throws Exception {
    RouteSettings logged =
        NONE.toBuilder().loggingLevel(LoggingLevel.INFO).dataTraceEnabled(true).build();
    RouteSettings free = NONE.toBuilder().throttling(1000, 1000).build();
    try (Rig rig =
            rig(NONE.toBuilder().throttling(1, 1).build(), Map.of("x", logged, "$connect", free))
                .route("$connect", Rig.OK)
                .start();
        RawClient client = rig.open()) {
      assertEchoes(client, ACTION);
      assertThrottled(rig, client, ACTION);
    }
  }

  @Aws("TH-03")
  @Test
  void messagesWithoutARouteAreLimitedByTheStage() throws Exception {
    RouteSettings free = NONE.toBuilder().throttling(1000, 1000).build();
    try (Rig rig =
            new Rig()
                .time(time)
                .route("$connect", Rig.OK)
                .stage(
                    Stage.builder("dev")
                        .defaultRouteSettings(NONE.toBuilder().throttling(1, 1).build())
                        .routeSettings(Map.of("$connect", free))
                        .build())
                .start();
        RawClient client = rig.open()) {
      client.text("lost");
      assertThat(client.read().text()).contains("\"Forbidden\"");
      assertThrottled(rig, client, "lost");
    }
  }

  @Aws({"TH-01", "CX-23", "HS-26", "OB-117"})
  @Test
  void handshakesMessagesAndCallsShareWhatTheAccountHas() throws Exception {
    try (Rig rig = rig().quota("requestsPerSecond", "1").quota("requestBurst", "3").start();
        RawClient client = rig.open()) {
      assertEchoes(client, ACTION);
      assertThat(post(rig).status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("x");
      assertThrottled(rig, client, ACTION);
      assertThat(post(rig).status()).isEqualTo(429);
      assertThrottled(handshake(rig));
      pass(Duration.ofSeconds(1));
      assertEchoes(client, "a token came back");
    }
  }

  @Aws("TH-07")
  @Test
  void theAccountsLimitIsNoneForOneClientByDefault() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      for (int i = 1; i < 100; i++) {
        assertEchoes(client, ACTION);
      }
    }
  }

  @Aws({"TH-08", "LP-11"})
  @Test
  void aFunctionWithoutRoomIsAnInternalServerError() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    LambdaFunction narrow =
        event -> {
          entered.countDown();
          go.await();
          return Rig.echoed(event);
        };
    try (Rig rig =
            rig()
                .also(
                    builder ->
                        builder.function(
                            FunctionDefinition.of("f-x", narrow).toBuilder()
                                .reservedConcurrency(1)
                                .build()))
                .start();
        RawClient client = rig.open()) {
      client.text(ACTION);
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      client.text(ACTION);
      assertThat(client.read().text()).startsWith("{\"message\": \"Internal server error\"");
      go.countDown();
      assertThat(client.read().text()).isEqualTo(ACTION);
    }
  }

  @Aws("HS-23")
  @Test
  void aUrlOfMoreThan4096CharactersIsRefused() throws Exception {
    try (Rig rig = rig().route("$connect", Rig.OK).start()) {
      String stem = rig.url() + "?pad=";
      URI longest = URI.create(stem + "x".repeat(4096 - stem.length()));
      RawClient.open(longest).close();
      rig.event("CONNECT");
      try (RawClient client = RawClient.connect(rig.url())) {
        Answer answer = client.upgrade(URI.create(longest + "x"), "");
        assertThat(answer.status()).isEqualTo(414);
        assertThat(answer.body()).contains("message");
      }
      assertThat(rig.eventsLeft()).isZero();
    }
  }

  @Test
  void allOfItCanBeLifted() throws Exception {
    try (Rig rig =
            rig()
                .quota("requestsPerSecond", "unlimited")
                .quota("newConnectionsPerSecond", "unlimited")
                .quota("requestBurst", "1")
                .start();
        RawClient client = rig.open()) {
      for (int i = 0; i < 50; i++) {
        assertEchoes(client, ACTION);
        assertThat(handshake(rig).status()).isEqualTo(101);
      }
    }
  }

  @Aws("HS-26")
  @Test
  void aRefusedHandshakeIsCountedAsTheClientsError() throws Exception {
    try (Rig rig = rig(NONE.toBuilder().throttling(0, 0).build(), Map.of()).start();
        RawClient http = RawClient.connect(rig.url())) {
      assertThrottled(handshake(rig));
      Answer metrics =
          http.request(
              "GET /_emulator/metrics HTTP/1.1\r\nHost: " + rig.url().getAuthority() + "\r\n\r\n");
      assertThat(metrics.body())
          .containsPattern("apigateway_client_error[a-z_]*\\{[^}]*stage=\"dev\"[^}]*} 1");
    }
  }
}
