package dev.wsemulator.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What users of other emulators stumbled over. */
class ObservedTest {
  private static final String UPGRADE =
      "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n";

  private static int post(Rig rig, String body) {
    try (RawClient http = RawClient.connect(rig.url())) {
      return http.request(
              "POST /dev/@connections/%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(
                      rig.lastId().replace("=", "%3D"),
                      rig.url().getAuthority(),
                      body.length(),
                      body))
          .status();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Aws("OB-9")
  @Test
  void refusedHandshakesLeaveNothingBehind() throws Exception {
    LambdaFunction no = event -> Rig.bytes("{\"statusCode\":403}");
    try (Rig rig =
        new Rig()
            .route("$connect", no)
            .route("$disconnect", Rig.OK)
            .also(builder -> builder.quotas(Quotas.builder().withoutThrottling().build()))
            .start()) {
      for (int i = 0; i < 1000; i++) {
        try (RawClient client = RawClient.connect(rig.url())) {
          assertThat(client.upgrade(rig.url(), "").status()).isEqualTo(403);
        }
      }
      assertThat(rig.emulator().journal().entries(JournalEntry.Closed.class)).isEmpty();
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          Thread.getAllStackTraces().keySet().stream()
                              .filter(thread -> thread.getName().startsWith("wsemulator-http"))
                              .count())
                      .isLessThan(100));
    }
  }

  @Aws("OB-11")
  @Test
  void anApiMayHaveNoRoutesForMessages() throws Exception {
    try (Rig rig = new Rig().route("$connect", Rig.OK).route("$disconnect", Rig.OK).start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"anything\"}");
      assertThat(client.read().text()).startsWith("{\"message\": \"Forbidden\"");
    }
  }

  @Aws("OB-24")
  @Test
  void theHostMayNameAnyRegion() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = RawClient.connect(rig.url())) {
      String host = "a1b2c3d4e5.execute-api.ap-northeast-2.amazonaws.com";
      assertThat(client.request(UPGRADE.formatted("/dev", host)).status()).isEqualTo(101);
    }
  }

  private static WebSocketApi api(String id, String function) {
    return WebSocketApi.builder(id)
        .apiId(id)
        .route(Route.twoWay("$default", Integration.lambdaProxy(function)))
        .build();
  }

  private static LambdaFunction saying(String word) {
    return event -> Rig.bytes("{\"statusCode\":200,\"body\":\"%s\"}".formatted(word));
  }

  @Aws("OB-25")
  @Test
  void twoApisReachTheirOwnFunctions() throws Exception {
    try (WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder()
            .function("one", saying("from one"))
            .function("two", saying("from two"))
            .api(api("aaaaaaaaaa", "one"))
            .api(api("bbbbbbbbbb", "two"))
            .start()) {
      URI any = emulator.webSocketUrl();
      for (String[] one : new String[][] {{"aaaaaaaaaa", "from one"}, {"bbbbbbbbbb", "from two"}}) {
        URI byPath = URI.create("ws://" + any.getAuthority() + "/" + one[0] + "/dev");
        try (RawClient client = RawClient.open(byPath)) {
          client.text("x");
          assertThat(client.read().text()).isEqualTo(one[1]);
        }
        try (RawClient client = RawClient.connect(any)) {
          String host = one[0] + ".execute-api.localhost:" + any.getPort();
          assertThat(client.request(UPGRADE.formatted("/dev", host)).status()).isEqualTo(101);
          client.text("x");
          assertThat(client.read().text()).isEqualTo(one[1]);
        }
      }
    }
  }

  @Aws({"OB-55", "DC-02"})
  @Test
  void theEndOfAConnectionIsTheEndOfThatConnection() throws Exception {
    try (Rig rig = new Rig().route("$connect", Rig.OK).route("$disconnect", Rig.OK).start()) {
      RawClient first = rig.open();
      String firstId = rig.lastId();
      try (RawClient second = rig.open()) {
        first.close();
        var event = rig.event("DISCONNECT");
        assertThat(Rig.at(event, "requestContext", "connectionId")).isEqualTo(firstId);
        assertThat(rig.lastId()).isNotEqualTo(firstId);
        second.text("still there");
        assertThat(second.read().text()).startsWith("{\"message\": \"Forbidden\"");
      }
    }
  }

  @Aws("OB-74")
  @Test
  void aSlowFunctionHoldsUpNobodyElse() throws Exception {
    CountDownLatch leave = new CountDownLatch(1);
    try (Rig rig =
            new Rig()
                .twoWay(
                    "slow",
                    event -> {
                      leave.await(20, TimeUnit.SECONDS);
                      return Rig.echoed(event);
                    })
                .echo()
                .start();
        RawClient waiting = rig.open();
        RawClient other = rig.open()) {
      waiting.text("{\"action\":\"slow\"}");
      other.text("quick");
      assertThat(other.read().text()).isEqualTo("quick");
      leave.countDown();
      assertThat(waiting.read().text()).isEqualTo("{\"action\":\"slow\"}");
    }
  }

  @Aws({"OB-119", "CX-20"})
  @Test
  void manyPostsAtTheSameTimeAllArriveWhole() throws Exception {
    try (Rig rig = new Rig().verified(false).echo().start();
        RawClient client = rig.open()) {
      List<Integer> statuses =
          IntStream.range(0, 100)
              .parallel()
              .mapToObj(i -> post(rig, "message " + i + " " + "x".repeat(1000)))
              .toList();
      assertThat(statuses).containsOnly(200);
      Set<String> arrived = new TreeSet<>();
      for (int i = 0; i < 100; i++) {
        String message = client.message();
        assertThat(message).endsWith(" " + "x".repeat(1000));
        arrived.add(message.split(" ")[1]);
      }
      assertThat(arrived).hasSize(100);
    }
  }
}
