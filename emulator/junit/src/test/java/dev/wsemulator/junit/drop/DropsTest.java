package dev.wsemulator.junit.drop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.HandshakeRefusedException;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A drop begins when the parameters of the test are there, and strikes. */
class DropsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final LambdaFunction ANSWER =
      event -> "{\"statusCode\":200,\"body\":\"hello\"}".getBytes(UTF_8);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @RegisterExtension
  static final EmulatorExtension CHAT =
      EmulatorExtension.builder()
          .api(
              WebSocketApi.builder("chat")
                  .route("$connect", "Answer")
                  .route(Route.twoWay("$default", Integration.lambdaProxy("Answer")))
                  .route("$disconnect", "Answer")
                  .build())
          .function("Answer", ANSWER)
          .virtualTime()
          .emulator(builder -> builder.verifyIdentity(false))
          .build();

  @HalfOpen
  @Test
  void aClientThatIsAParameterIsHalfOpen(TestClient client, TestJournal journal) {
    client.send("hello?");
    assertThat(journal.entries(Faulted.class))
        .extracting(Faulted::connectionId)
        .containsExactly(client.connectionId());
    client.drop();
  }

  @HalfOpen
  @TestFactory
  Stream<DynamicTest> theTestsOfAFactoryHaveTheDrop(TestClient client, TestJournal journal) {
    return Stream.of(
        DynamicTest.dynamicTest(
            "itHasStruck", () -> assertThat(journal.entries(Faulted.class)).hasSize(1)));
  }

  @IdleLimit
  @Test
  void aClientThatIsAParameterIsIdle(TestClient client) {
    client.expectClose(1001, "Going away");
  }

  @IdleLimit
  @Test
  void aClientThatKeepsItsConnectionOpenHasMetTheDrop(
      TestClient client, TimeSource time, Drop drop) {
    time.after(
        Duration.ofMinutes(5),
        () -> {
          client.send("still here");
          client.next();
        });
    drop.begin();
    client.expectNothing();
  }

  @TwoHourLimit
  @Test
  void aClientThatIsAParameterIsTwoHoursOld(TestClient client) {
    client.expectClose(1001, "Going away");
  }

  @ReconnectStorm
  @Test
  void aClientThatIsAParameterIsClosed(TestClient client, TestClient other) {
    client.expectClose(1001, "Going away");
    other.expectClose(1001, "Going away");
  }

  @DuplicateDelivery
  @Test
  void theConnectOfAParameterDoesNotUseItUp(TestClient client, TestJournal journal) {
    client.send("hello?");
    assertThat(client.next()).contains("Internal server error");
  }

  @PostDuringConnect
  @Test
  void aConnectInTheTestIsHeldUp(
      WebSocketApiEmulator emulator, TimeSource time, TestClient before, TestJournal journal) {
    CompletableFuture<TestClient> connecting =
        CompletableFuture.supplyAsync(() -> TestClient.connect(emulator.webSocketUrl()));
    journal.next(Faulted.class, PATIENCE);
    time.advance(Duration.ofSeconds(2));
    connecting.join().close();
  }

  @StaleConnection
  @Test
  void aMessageToAClientFindsItGone(TestClient client) {
    client.send("hello?");
    assertThat(client.expectClose().code()).isEqualTo(1006);
  }

  @OutOfOrder
  @Test
  void anAnswerIsOvertaken(TestClient client, TestJournal journal) {
    client.send("first");
    journal.next(Faulted.class, PATIENCE);
    client.send("second");
    assertThat(client.next()).isEqualTo(client.next());
  }

  @SlowConsumer
  @Test
  void aClientDoesNotRead(TestClient client, TestJournal journal) {
    client.send("hello?");
    journal.next(Faulted.class, PATIENCE);
    client.drop();
  }

  @DisconnectNeverDelivered
  @Test
  void aDropThatIsAboutToComeIsAwaited(WebSocketApiEmulator emulator) {
    TestClient.connect(emulator.webSocketUrl()).drop();
  }

  @LargeMessage
  @Test
  void aMessageIsTooLarge(TestClient client) {
    client.send("x".repeat(33 * 1024));
    assertThat(client.expectClose().code()).isEqualTo(1009);
  }

  @ThrottledBroadcast
  @Test
  void twoPostsAreThrottled(TestClient client, WebSocketApiEmulator emulator) throws Exception {
    assertThat(post(client, emulator)).isEqualTo(429);
    assertThat(post(client, emulator)).isEqualTo(429);
    assertThat(post(client, emulator)).isEqualTo(200);
  }

  @PartialBroadcastFailure
  @Test
  void aPostFails(TestClient client, WebSocketApiEmulator emulator) throws Exception {
    assertThat(post(client, emulator)).isEqualTo(500);
  }

  private static int post(TestClient client, WebSocketApiEmulator emulator) throws Exception {
    URI url = URI.create(emulator.connectionsEndpoint() + "/@connections/" + client.connectionId());
    HttpRequest post = HttpRequest.newBuilder(url).POST(BodyPublishers.ofString("news")).build();
    return HTTP.send(post, BodyHandlers.discarding()).statusCode();
  }

  @HalfOfClientsLost
  @Test
  void oneOfTwoParametersIsLost(TestClient one, TestClient other, TestJournal journal) {
    List<String> struck =
        journal.entries(Faulted.class).stream().map(Faulted::connectionId).toList();
    boolean isOne = struck.contains(one.connectionId());
    assertThat(struck.contains(other.connectionId())).isNotEqualTo(isOne);
    (isOne ? one : other).expectClose(1001, "Going away");
    (isOne ? other : one).send("hello?");
    assertThat((isOne ? other : one).next()).isEqualTo("hello");
  }

  @RollingDrain
  @Test
  void allParametersAreClosedWhenAMinuteHasPassed(
      TestClient one, TestClient other, TimeSource time) {
    other.send("hello?");
    assertThat(other.next()).isEqualTo("hello");
    time.advance(Duration.ofMinutes(1));
    one.expectClose(1001, "Going away");
    other.expectClose(1001, "Going away");
  }

  @NatTimeout
  @Test
  void aParameterThatWasQuietIsSilent(TestClient client, TestJournal journal) {
    assertThat(journal.entries(Faulted.class))
        .extracting(Faulted::connectionId)
        .containsExactly(client.connectionId());
    client.drop();
  }

  @TokenExpires
  @Test
  void aParameterIsClosedWhenAnHourHasPassed(TestClient client) {
    client.expectClose(1001, "Going away");
  }

  @NetworkStalls
  @Test
  void aParameterGetsItsAnswerWhenTheStallIsOver(TestClient client, TimeSource time) {
    client.send("hello?");
    time.advance(Duration.ofSeconds(30));
    assertThat(client.next()).isEqualTo("hello");
  }

  @ProxyAnswers502
  @Test
  void aProxyAnswersInPlaceOfTheGateway(WebSocketApiEmulator emulator) {
    for (int refused = 0; refused < 3; refused++) {
      assertThatThrownBy(() -> TestClient.connect(emulator.webSocketUrl()))
          .isInstanceOf(HandshakeRefusedException.class)
          .hasMessageContaining("502");
    }
    TestClient.connect(emulator.webSocketUrl()).close();
  }

  @AddressChanges
  @Test
  void aParameterIsLostAndTheOldAddressRefuses(WebSocketApiEmulator emulator, TestClient client) {
    assertThat(client.expectClose().code()).isEqualTo(1006);
    assertThatThrownBy(() -> TestClient.connect(emulator.webSocketUrl()))
        .isInstanceOf(HandshakeRefusedException.class);
  }

  @HalfOpen
  @Test
  void onlyAChangeOfAddressOpensOne(TestClient client, Drop drop) {
    drop.begin();
    assertThatThrownBy(drop::address).hasMessage("The scenario HALF_OPEN has opened no address.");
    client.drop();
  }

  @ColdStartStorm
  @Test
  void anAnswerComesAfterTheColdStart(TestClient client, TestJournal journal, TimeSource time) {
    client.send("hello?");
    journal.next(Faulted.class, PATIENCE);
    time.advance(Duration.ofSeconds(8));
    assertThat(client.next()).isEqualTo("hello");
  }

  @SlowPosts
  @Test
  void aPostTakesLong(
      TestClient client, WebSocketApiEmulator emulator, TestJournal journal, TimeSource time) {
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(() -> statusOfPost(client, emulator));
    journal.next(Faulted.class, PATIENCE);
    time.advance(Duration.ofSeconds(3));
    assertThat(status.join()).isEqualTo(200);
  }

  private static int statusOfPost(TestClient client, WebSocketApiEmulator emulator) {
    try {
      return post(client, emulator);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @HalfOpen
  @Test
  void itCanBeginForSeveral(TestClient one, TestClient other, Drop drop, TestJournal journal) {
    drop.begin(Matcher.connection(one.connectionId()));
    drop.begin(Matcher.connection(other.connectionId()));
    assertThat(journal.entries(Faulted.class)).hasSize(2);
    one.drop();
    other.drop();
  }

  @Test
  void aTestWithoutAnAnnotationHasNoDrop(TestClient client, TestJournal journal) {
    client.send("hello?");
    assertThat(client.next()).isEqualTo("hello");
    client.close();
    journal.next(Closed.class, PATIENCE);
    assertThat(journal.entries(Faulted.class)).isEmpty();
  }

  @Test
  void theScenarioSaysWhomItStruck(TestClient client, WebSocketApiEmulator emulator) {
    var storm = emulator.begin(Scenario.RECONNECT_STORM);
    assertThat(storm.connections()).containsExactly(client.connectionId());
    assertThat(storm.struck()).isEqualTo(1);
    assertThat(storm.warning()).isEmpty();
    assertThatThrownBy(() -> emulator.begin(Scenario.RECONNECT_STORM, Matcher.ALL.withRoute("a")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
