package dev.wsemulator.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.LambdaFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestClientTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final LambdaFunction HELLO =
      event -> "{\"statusCode\":200,\"body\":\"hello\"}".getBytes(UTF_8);

  @RegisterExtension
  final EmulatorExtension extension =
      EmulatorExtension.of(
          builder ->
              builder
                  .api(
                      WebSocketApi.builder("chat")
                          .route(Route.twoWay("$default", Integration.lambdaProxy("Hello")))
                          .build())
                  .function("Hello", HELLO));

  @Test
  void aMissingMessageIsReportedWithWhatCameBefore(TestClient client) {
    assertThatThrownBy(() -> client.next(SHORT))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the connection is open")
        .hasMessageContaining("Received before: nothing");
    client.send("hi");
    client.next();
    assertThatThrownBy(() -> client.next(SHORT)).hasMessageContaining("Received before: [hello]");
  }

  /** No time is left for the close frame to come in after the close. */
  @Test
  void aCloseReturnsWhenTheServerHasAnswered(TestClient client) {
    client.close();
    assertThatThrownBy(() -> client.next(Duration.ZERO))
        .hasMessageContaining("was closed with 1000");
  }

  @Test
  void theExactCloseIsExpected(TestClient client) {
    client.close(4000, "bye");
    assertThatThrownBy(() -> client.expectClose(1001, "Going away"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "The connection was expected to be closed with 1001 \"Going away\", but was closed with"
                + " 4000 \"bye\".");
    client.expectClose(4000, "bye");
  }

  @Test
  void nothingIsThereUntilSomethingComes(TestClient client, TestJournal journal) {
    client.expectNothing();
    client.send("hi");
    journal.next(JournalEntry.MessageSent.class, Duration.ofSeconds(20));
    assertThatThrownBy(client::expectNothing)
        .isInstanceOf(AssertionError.class)
        .hasMessage("No message was expected, but [hello] came.");
    assertThat(client.next()).isEqualTo("hello");
    client.expectNothing();
    client.close();
    assertThatThrownBy(client::expectNothing).hasMessageContaining("it was closed with 1000");
  }

  @Test
  void closingTwiceIsHarmless(TestClient client) {
    client.close();
    client.close();
    assertThat(client.expectClose().code()).isEqualTo(1000);
  }

  @Test
  void nobodyListeningIsARefusalWithoutStatus() throws IOException {
    URI nowhere;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      nowhere = URI.create("ws://127.0.0.1:" + socket.getLocalPort() + "/dev");
    }
    assertThatThrownBy(() -> TestClient.connect(nowhere))
        .isInstanceOfSatisfying(
            HandshakeRefusedException.class, refused -> assertThat(refused.status()).isZero())
        .hasMessageContaining(nowhere.toString());
  }
}
