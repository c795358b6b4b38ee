package dev.wsemulator.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How connections fail to open and how they end. */
class EndsAndRefusalsTest {
  private final BlockingQueue<String> disconnects = new LinkedBlockingQueue<>();

  @RegisterExtension
  final EmulatorExtension open = EmulatorExtension.of(builder -> api(builder, 200));

  @RegisterExtension
  final EmulatorExtension refusing = EmulatorExtension.of(builder -> api(builder, 401));

  private void api(EmulatorBuilder builder, int connectStatus) {
    LambdaFunction connect =
        event -> "{\"statusCode\":%d}".formatted(connectStatus).getBytes(UTF_8);
    LambdaFunction disconnect =
        event -> {
          disconnects.add(new String(event, UTF_8));
          return "{\"statusCode\":200}".getBytes(UTF_8);
        };
    builder
        .api(
            WebSocketApi.builder("chat")
                .route("$connect", "Connect")
                .route("$disconnect", "Disconnect")
                .build())
        .function("Connect", connect)
        .function("Disconnect", disconnect);
  }

  @Aws("HS-09")
  @Test
  void aRefusalByTheConnectFunctionTellsItsStatus() {
    assertThatThrownBy(() -> TestClient.connect(refusing.emulator().webSocketUrl()))
        .isInstanceOfSatisfying(
            HandshakeRefusedException.class,
            refused -> assertThat(refused.status()).isEqualTo(401));
  }

  @Aws("DC-11")
  @Test
  void aDroppedConnectionLeadsToDisconnectWith1006() throws Exception {
    TestClient client = TestClient.connect(open.emulator().webSocketUrl());
    client.drop();
    assertThat(disconnects.poll(20, TimeUnit.SECONDS)).contains("\"disconnectStatusCode\":1006");
  }

  @Aws("DC-10")
  @Test
  void aCloseWithCodeAndReasonReachesDisconnect() throws Exception {
    TestClient client = TestClient.connect(open.emulator().webSocketUrl());
    client.close(4000, "bye");
    assertThat(disconnects.poll(20, TimeUnit.SECONDS))
        .contains("\"disconnectStatusCode\":4000", "\"disconnectReason\":\"bye\"");
  }

  @Test
  void aMissingMessageIsReportedWithTheStateOfTheConnection() {
    try (TestClient client = TestClient.connect(open.emulator().webSocketUrl())) {
      assertThatThrownBy(() -> client.next(Duration.ofMillis(50)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("the connection is open");
    }
  }
}
