package dev.wsemulator.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

class EmulatorExtensionTest {

  @RegisterExtension
  static final EmulatorExtension SHARED = EmulatorExtension.of(builder -> chat(builder));

  private static final Set<Integer> SHARED_PORTS = ConcurrentHashMap.newKeySet();

  private static void chat(EmulatorBuilder builder) {
    LambdaFunction ok = event -> "{\"statusCode\":200}".getBytes(UTF_8);
    LambdaFunction hello = event -> "{\"statusCode\":200,\"body\":\"hello\"}".getBytes(UTF_8);
    builder
        .api(
            WebSocketApi.builder("chat")
                .route("$connect", "Ok")
                .route("$disconnect", "Ok")
                .route(Route.twoWay("$default", Integration.lambdaProxy("Hello")))
                .build())
        .function("Ok", ok)
        .function("Hello", hello);
  }

  @Aws("RR-03")
  @Test
  void aTestIsGivenAConnectedClient(TestClient client) {
    client.send("hi");
    assertThat(client.next()).isEqualTo("hello");
  }

  @Aws({"CX-01", "CX-05", "CX-07", "DC-08"})
  @Test
  void theSdkReachesTheClient(ApiGatewayManagementApiClient sdk, Journal journal) {
    try (TestClient client = TestClient.connect(SHARED.emulator().webSocketUrl())) {
      client.send("who am I");
      assertThat(client.next()).isEqualTo("hello");
      String id =
          journal.entries(JournalEntry.MessageReceived.class).stream()
              .filter(entry -> entry.body().text().equals("who am I"))
              .findFirst()
              .orElseThrow()
              .connectionId();
      sdk.postToConnection(post -> post.connectionId(id).data(SdkBytes.fromUtf8String("pushed")));
      assertThat(client.next()).isEqualTo("pushed");
      sdk.deleteConnection(delete -> delete.connectionId(id));
      assertThat(client.expectClose())
          .isEqualTo(new CloseStatus(1000, "Connection Closed Normally"));
      assertThatThrownBy(() -> sdk.getConnection(get -> get.connectionId(id)))
          .isInstanceOf(GoneException.class);
    }
  }

  @Aws("HS-17")
  @Test
  void aRefusedHandshakeTellsItsStatus(WebSocketApiEmulator emulator) {
    URI wrong = URI.create(emulator.webSocketUrl() + "x");
    assertThatThrownBy(() -> TestClient.connect(wrong))
        .isInstanceOfSatisfying(
            HandshakeRefusedException.class,
            refused -> assertThat(refused.status()).isEqualTo(403));
  }

  @RepeatedTest(2)
  void aStaticExtensionKeepsItsEmulator(WebSocketApiEmulator emulator) {
    SHARED_PORTS.add(emulator.port());
    assertThat(SHARED_PORTS).hasSize(1);
  }

  @Nested
  class PerMethod {
    private static final Set<WebSocketApiEmulator> SEEN = new HashSet<>();

    @RegisterExtension final EmulatorExtension own = EmulatorExtension.of(builder -> chat(builder));

    @RepeatedTest(2)
    void anInstanceExtensionHasAnEmulatorForEveryTest() {
      assertThat(SEEN.add(own.emulator())).isTrue();
    }
  }
}
