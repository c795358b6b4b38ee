package dev.wsemulator.internal.gateway;

import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.RawClient.Frame;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What becomes of clients and functions while time passes; it passes at once. */
class TimeLimitsTest {
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;
  private static final int CLOSE = 0x88;
  private static final Duration NANO = Duration.ofNanos(1);
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final VirtualTime time = new VirtualTime();

  private Rig rig() {
    return new Rig().time(time).route("$disconnect", Rig.OK).echo().verified(false);
  }

  private static List<JournalEntry.Closed> closed(Rig rig) {
    return rig.emulator().journal().entries(JournalEntry.Closed.class);
  }

  private static void assertEchoes(RawClient client, String text) throws Exception {
    client.text(text);
    Frame frame = client.read();
    assertThat(frame.head()).isEqualTo(RawClient.TEXT);
    assertThat(frame.text()).isEqualTo(text);
  }

  private static void assertGoesAway(RawClient client) throws Exception {
    Frame frame = client.read();
    assertThat(frame.head()).isEqualTo(CLOSE);
    assertThat(frame.closeCode()).isEqualTo(1001);
    assertThat(frame.text().substring(2)).isEqualTo("Going away");
  }

  private static Answer call(Rig rig, String method, String body) throws Exception {
    try (RawClient http = RawClient.connect(rig.url())) {
      return http.request(
          "%s /dev/@connections/%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(
                  method,
                  rig.lastId().replace("=", "%3D"),
                  rig.url().getAuthority(),
                  bytes(body).length,
                  body));
    }
  }

  /** The close has happened when the clock's owner goes on, whether or not the client answers. */
  @Aws({"MS-09", "MS-10", "MS-11", "DC-07", "DC-02", "OB-87"})
  @Test
  void anIdleConnectionGoesAwayAfterTenMinutes() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      time.advance(IDLE.minus(NANO));
      assertThat(closed(rig)).isEmpty();
      time.advance(NANO);
      assertThat(closed(rig))
          .singleElement()
          .usingRecursiveComparison()
          .ignoringFields("requestId", "why")
          .isEqualTo(new JournalEntry.Closed(time.now(), rig.lastId(), "", 1001, "Going away"));
      assertThat(closed(rig).get(0).why().code()).isEqualTo("idle-timeout");
      assertGoesAway(client);
      Json event = rig.event("DISCONNECT");
      assertThat(at(event, "requestContext", "disconnectStatusCode")).isEqualTo("1001");
      assertThat(at(event, "requestContext", "disconnectReason")).isEqualTo("Going away");
      assertThat(call(rig, "POST", "x").status()).isEqualTo(410);
      assertThat(rig.eventsLeft()).as("once").isZero();
    }
  }

  @Aws({"MS-09", "D-12"})
  @Test
  void aMessageOfTheClientKeepsTheConnection() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      for (int i = 0; i < 5; i++) {
        time.advance(IDLE.minus(NANO));
        assertEchoes(client, "still here");
      }
      time.advance(IDLE.minus(NANO));
      assertThat(closed(rig)).isEmpty();
      time.advance(NANO);
      assertGoesAway(client);
    }
  }

  @Aws({"MS-12", "D-12", "OB-89"})
  @Test
  void aPushedMessageEveryNineAndAHalfMinutesKeepsTheConnectionForTwoHours() throws Exception {
    Instant begin = time.now();
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      for (int pushes = 0; pushes < 12; pushes++) {
        time.advance(Duration.ofSeconds(570));
        assertThat(call(rig, "POST", "keep").status()).isEqualTo(200);
        assertThat(client.read().text()).isEqualTo("keep");
      }
      assertThat(closed(rig)).isEmpty();
      time.advance(Duration.ofSeconds(360));
      assertGoesAway(client);
      assertThat(closed(rig).get(0).at()).isEqualTo(begin.plus(Duration.ofHours(2)));
      assertThat(closed(rig).get(0).why().code()).isEqualTo("connection-duration");
    }
  }

  /** A look at a connection, and a call that fails, are no messages. */
  @Aws("MS-12")
  @Test
  void onlyADeliveredMessageKeepsTheConnection() throws Exception {
    try (Rig rig = rig().quota("messageBytes", "100").start();
        RawClient client = rig.open()) {
      time.advance(Duration.ofMinutes(9));
      assertThat(call(rig, "GET", "").status()).isEqualTo(200);
      assertThat(call(rig, "POST", "x".repeat(101)).status()).isEqualTo(413);
      time.advance(Duration.ofMinutes(1));
      assertGoesAway(client);
    }
  }

  @Aws({"MS-17", "MS-15", "D-12"})
  @Test
  void aPingDoesNotKeepTheConnection() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      time.advance(Duration.ofMinutes(9));
      client.frame(PING, bytes("there?"));
      Frame pong = client.read();
      assertThat(pong.head()).isEqualTo(PONG);
      assertThat(pong.text()).isEqualTo("there?");
      time.advance(Duration.ofMinutes(1));
      assertGoesAway(client);
    }
  }

  @Aws({"MS-13", "MS-14", "MS-16", "D-20", "DC-02", "DC-12", "OB-88"})
  @Test
  void afterTwoHoursTheConnectionGoesAwayHoweverActiveItIsAndWasNeverPinged() throws Exception {
    try (Rig rig = rig().route("$connect", Rig.OK).start();
        RawClient client = rig.open()) {
      long begin = time.now().toEpochMilli();
      for (int minute = 1; minute < 120; minute++) {
        time.advance(Duration.ofMinutes(1));
        assertEchoes(client, "minute " + minute);
      }
      time.advance(Duration.ofMinutes(1).minus(NANO));
      assertEchoes(client, "the last");
      time.advance(NANO);
      assertGoesAway(client);
      Json event = rig.event("DISCONNECT");
      assertThat(at(event, "requestContext", "disconnectStatusCode")).isEqualTo("1001");
      assertThat(at(event, "requestContext", "disconnectReason")).isEqualTo("Going away");
      assertThat(at(event, "requestContext", "connectedAt")).isEqualTo(String.valueOf(begin));
      assertThat(at(event, "requestContext", "requestTimeEpoch"))
          .isEqualTo(String.valueOf(begin + 7_200_000));
    }
  }

  @Aws({"DC-02", "DC-12"})
  @Test
  void disconnectRunsWhoeverCloses() throws Exception {
    try (Rig rig = rig().start();
        RawClient deleted = rig.open()) {
      time.advance(Duration.ofSeconds(5));
      assertThat(call(rig, "DELETE", "").status()).isEqualTo(204);
      deleted.frame(CLOSE, deleted.read().payload());
      Json event = rig.event("DISCONNECT");
      assertThat(at(event, "requestContext", "disconnectStatusCode")).isEqualTo("1000");
      assertThat(at(event, "requestContext", "requestTimeEpoch"))
          .isEqualTo(String.valueOf(time.now().toEpochMilli()));
      try (RawClient leaving = rig.open()) {
        leaving.frame(CLOSE, new byte[] {0x0F, (byte) 0xA0, 'b', 'y', 'e'});
        assertThat(at(rig.event("DISCONNECT"), "requestContext", "disconnectReason"))
            .isEqualTo("bye");
      }
    }
  }

  @Aws({"DC-04", "OB-99"})
  @Test
  void aPostDuringDisconnectFindsTheConnectionGone() throws Exception {
    AtomicReference<Rig> started = new AtomicReference<>();
    AtomicReference<Object> status = new AtomicReference<>();
    CountDownLatch called = new CountDownLatch(1);
    LambdaFunction posting =
        event -> {
          try {
            status.set(call(started.get(), "POST", "bye").status());
          } catch (Throwable t) {
            status.set(t);
          }
          called.countDown();
          return bytes("{\"statusCode\":200}");
        };
    try (Rig rig = new Rig().time(time).route("$disconnect", posting).echo().verified(false)) {
      started.set(rig.start());
      try (RawClient client = rig.open()) {
        time.advance(IDLE);
        assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(status).hasValue(410);
        assertGoesAway(client);
      }
    }
  }

  @Test
  void theLimitsAreThoseThatWereSetAndEndTogetherWithTheEmulator() throws Exception {
    try (Rig rig = rig().quota("idleTimeout", "30s").quota("connectionDuration", "40s").start();
        RawClient idle = rig.open();
        RawClient active = rig.open()) {
      time.advance(Duration.ofSeconds(29));
      assertEchoes(active, "x");
      time.advance(Duration.ofSeconds(1));
      assertGoesAway(idle);
      time.advance(Duration.ofSeconds(10));
      assertGoesAway(active);
      assertThat(rig.emulator().time().now()).isEqualTo(time.now());
      rig.open().close();
    }
    time.advance(Duration.ofDays(1));
  }

  @Aws("OB-71")
  @Test
  void aFunctionThatRunsTooLongByTheClockIsInterrupted() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    LambdaFunction endless =
        event -> {
          entered.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return bytes("{\"statusCode\":200}");
        };
    try (Rig rig =
            rig()
                .route("x", Rig.OK)
                .also(
                    builder ->
                        builder.function(
                            FunctionDefinition.of("f-x", endless).toBuilder()
                                .timeout(Duration.ofSeconds(3))
                                .build()))
                .start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"x\"}");
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      time.advance(Duration.ofSeconds(3).minus(NANO));
      assertThat(interrupted.getCount()).isOne();
      time.advance(NANO);
      assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(client.read().text()).startsWith("{\"message\": \"Internal server error\"");
    }
  }

  @Aws({"LP-12", "LP-13", "OB-69"})
  @Test
  void theGatewayWaitsForAnIntegrationByTheClock() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch wentOn = new CountDownLatch(1);
    try (Rig rig =
            rig()
                .route(
                    "x",
                    event -> {
                      entered.countDown();
                      go.await();
                      wentOn.countDown();
                      return bytes("{\"statusCode\":200}");
                    })
                .start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"x\"}");
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      time.advance(Duration.ofSeconds(29).minus(NANO));
      assertEchoes(client, "no answer yet");
      time.advance(NANO);
      assertThat(client.read().text()).startsWith("{\"message\": \"Endpoint request timed out\"");
      JournalEntry message =
          rig.emulator().journal().entries(JournalEntry.MessageReceived.class).get(0);
      assertThat(rig.emulator().journal().entries(JournalEntry.LimitPassed.class))
          .containsExactly(
              new JournalEntry.LimitPassed(
                  time.now(), rig.lastId(), message.requestId(), "integration timeout"));
      go.countDown();
      assertThat(wentOn.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** The integration has begun to wait before the function runs. */
  @Test
  void anIntegrationGivesUpBeforeAFunctionWithTheSameLimitIsEnded() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    LambdaFunction slow =
        event -> {
          entered.countDown();
          go.await();
          return bytes("{\"statusCode\":200}");
        };
    FunctionDefinition function =
        FunctionDefinition.of("slow", slow).toBuilder().timeout(Duration.ofSeconds(29)).build();
    try (Rig rig =
            rig()
                .also(builder -> builder.function(function))
                .route(Route.of("x", new Integration.LambdaProxy("slow", Duration.ofSeconds(29))))
                .start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"x\"}");
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      time.advance(Duration.ofSeconds(29));
      assertThat(client.read().text()).startsWith("{\"message\": \"Endpoint request timed out\"");
      go.countDown();
    }
  }
}
