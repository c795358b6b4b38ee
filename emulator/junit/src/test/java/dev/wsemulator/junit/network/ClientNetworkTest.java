package dev.wsemulator.junit.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import dev.wsemulator.journal.JournalEntry.MessageSent;
import dev.wsemulator.junit.Connect;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.RawClient;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;
import dev.wsemulator.lambda.LambdaFunction;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClientNetworkTest {
  private static final LambdaFunction ANSWER =
      event -> "{\"statusCode\":200,\"body\":\"hello\"}".getBytes(UTF_8);
  private static final LambdaFunction LARGE =
      event -> "{\"statusCode\":200,\"body\":\"%s\"}".formatted("x".repeat(20_000)).getBytes(UTF_8);

  @RegisterExtension
  static final EmulatorExtension CHAT =
      EmulatorExtension.builder()
          .api(
              WebSocketApi.builder("chat")
                  .route("$connect", "Answer")
                  .route(Route.twoWay("$default", Integration.lambdaProxy("Answer")))
                  .route(Route.twoWay("large", Integration.lambdaProxy("Large")))
                  .build())
          .function("Answer", ANSWER)
          .function("Large", LARGE)
          .build();

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void aLatencyPassesInEachDirection(TestClient client) {
    client.send("warm");
    client.next();
    client.network().latency(Duration.ofMillis(60));
    for (int i = 0; i < 2; i++) {
      long begin = System.nanoTime();
      client.send("hello?");
      assertThat(client.next()).isEqualTo("hello");
      assertThat(since(begin)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }
  }

  @Test
  void messagesOfOneMomentArriveTogether(TestClient client) {
    client.network().latency(Duration.ofMillis(100));
    long begin = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      client.send("hello?");
    }
    for (int i = 0; i < 10; i++) {
      client.next();
    }
    assertThat(since(begin)).isBetween(Duration.ofMillis(200), Duration.ofMillis(1000));
  }

  @Test
  void aNarrowNetworkTakesTheTimeOfItsBytes(TestClient client) {
    client.send("{\"action\":\"large\"}");
    client.next();
    client.network().bandwidth(100_000);
    long begin = System.nanoTime();
    client.send("{\"action\":\"large\"}");
    assertThat(client.next()).hasSize(20_000);
    assertThat(since(begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void aLossIsFeltByNobodyAndHeals(TestClient client, TestJournal journal) {
    client.send("before");
    client.next();
    client.network().loseConnection();
    client.send("meanwhile");
    assertThatThrownBy(() -> client.next(Duration.ofMillis(50)))
        .hasMessageContaining("the connection is open");
    assertThat(journal.entries(MessageReceived.class)).hasSize(1);
    assertThat(journal.entries(Closed.class)).isEmpty();
    client.network().comeBack();
    assertThat(client.next()).isEqualTo("hello");
  }

  @Test
  void whatTheGatewaySendsDuringALossArrivesLater(TestClient client, TestJournal journal) {
    client.network().latency(Duration.ofMillis(100));
    client.send("hello?");
    journal.next(MessageSent.class);
    client.network().loseConnection();
    assertThatThrownBy(() -> client.next(Duration.ofMillis(150)))
        .isInstanceOf(AssertionError.class);
    client.network().comeBack();
    assertThat(client.next()).isEqualTo("hello");
  }

  @Test
  void theGatewayDoesNotLearnThatALostClientIsClosed(TestClient client, TestJournal journal) {
    client.network().loseConnection();
    client.close();
    assertThat(client.expectClose().code()).isEqualTo(1006);
    assertThat(journal.await(Duration.ofMillis(100), () -> isClosed(journal))).isFalse();
    client.network().comeBack();
    assertThat(journal.next(Closed.class).code()).isEqualTo(1006);
  }

  private static boolean isClosed(TestJournal journal) {
    return !journal.entries(Closed.class).isEmpty();
  }

  @Test
  void aResetEndsBothSides(TestClient client, TestJournal journal) {
    client.network().closeByReset();
    assertThat(client.expectClose().code()).isEqualTo(1006);
    assertThat(journal.next(Closed.class).code()).isEqualTo(1006);
  }

  @Test
  void theEndOfTheGatewayTakesItsTime(TestClient client) {
    client.network().latency(Duration.ofMillis(50));
    CHAT.emulator()
        .faults()
        .strike(client.connectionId(), dev.wsemulator.fault.Fault.close(1001, "Going away"));
    client.expectClose(1001, "Going away");
  }

  @Test
  void clientsHaveAddressesOfTheirOwn(
      @Connect(from = "127.0.0.9") TestClient nine,
      @Connect(from = "127.0.0.8") RawClient eight,
      TestJournal journal) {
    assertThat(nine.isOpen()).isTrue();
    assertThat(journal.next(Invoking.class).event().text()).contains("\"sourceIp\":\"127.0.0.9\"");
    assertThat(journal.next(Invoking.class).event().text()).contains("\"sourceIp\":\"127.0.0.8\"");
    eight.close();
  }

  @Test
  void whatIsImpossibleIsRefused(TestClient client) {
    ClientNetwork network = client.network();
    assertThatThrownBy(() -> network.bandwidth(0)).hasMessageContaining("loseConnection()");
    assertThatThrownBy(() -> network.latency(Duration.ofMillis(-1)))
        .hasMessage("A latency is not negative; this is PT-0.001S.");
    URI url = CHAT.emulator().webSocketUrl();
    assertThatThrownBy(() -> TestClient.connectFrom("here", url, Map.of()))
        .hasMessageStartingWith("\"here\" is not an IP address.");
    URI secure = URI.create(url.toString().replace("ws:", "wss:"));
    assertThatThrownBy(() -> TestClient.connectFrom("127.0.0.9", secure, Map.of()))
        .hasMessageStartingWith("Only a connection of ws can have an address of its own");
  }
}
