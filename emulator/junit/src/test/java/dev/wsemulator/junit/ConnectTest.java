package dev.wsemulator.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import dev.wsemulator.lambda.LambdaFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectTest {
  private static final LambdaFunction OK = event -> "{\"statusCode\":200}".getBytes(UTF_8);
  private static final LambdaFunction JSON =
      event ->
          "{\"statusCode\":200,\"body\":\"{\\\"user\\\":{\\\"name\\\":\\\"Ada\\\"},\\\"at\\\":1}\"}"
              .getBytes(UTF_8);

  @RegisterExtension
  final EmulatorExtension extension =
      EmulatorExtension.of(
          builder ->
              builder
                  .api(
                      WebSocketApi.builder("chat")
                          .route("$connect", "Ok")
                          .route(Route.twoWay("$default", Integration.lambdaProxy("Json")))
                          .stage(Stage.of("dev"))
                          .stage(Stage.of("beta"))
                          .build())
                  .function("Ok", OK)
                  .function("Json", JSON));

  private static String handshake(TestJournal journal) {
    return journal.entries(Invoking.class).get(0).event().text();
  }

  @Test
  void aClientConnectsAsTheAnnotationSays(
      @Connect(query = "room=a b&c", headers = "X-Who=me=you", stage = "beta") TestClient client,
      TestJournal journal) {
    assertThat(client.isOpen()).isTrue();
    assertThat(handshake(journal))
        .contains("\"room\":\"a b&c\"", "\"X-Who\":\"me=you\"", "\"stage\":\"beta\"");
  }

  @Test
  void aRawClientConnectsAsTheAnnotationSays(
      @Connect(query = "room=1", headers = "X-Who=me") RawClient client, TestJournal journal) {
    client.close();
    assertThat(handshake(journal))
        .contains("\"room\":\"1\"", "\"X-Who\":\"me\"", "\"stage\":\"dev\"");
  }

  @Test
  void jsonIsSentAndRead(TestClient client, TestJournal journal) {
    client.sendJson(Map.of("to", List.of("all", 1, true)));
    assertThat(client.nextJson()).containsEntry("at", 1).containsKey("user");
    assertThat(journal.entries(MessageReceived.class))
        .extracting(entry -> entry.body().text())
        .containsExactly("{\"to\":[\"all\",1,true]}");
    client.sendJson("text");
    assertThat(client.nextJson("$.user.name")).isEqualTo("Ada");
    client.sendJson(null);
    assertThatThrownBy(() -> client.nextJson("$.nobody"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("JSON with a value at $.nobody was expected, but {\"user\"");
    assertThatThrownBy(() -> client.sendJson(new Object()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClientKnowsItsConnectionAlsoWhenItHasEnded(TestClient client, TestJournal journal) {
    client.close(4000, "bye");
    Closed end = journal.next(Closed.class, Duration.ofSeconds(20));
    assertThat(client.connectionId()).isEqualTo(end.connectionId());
  }

  @Test
  void clientsThatConnectAtTheSameTimeKnowTheirOwnConnections(
      WebSocketApiEmulator emulator, TestJournal journal) {
    List<TestClient> clients =
        IntStream.range(0, 6)
            .parallel()
            .mapToObj(i -> TestClient.connect(emulator.webSocketUrl()))
            .toList();
    for (TestClient client : clients) {
      client.sendJson(clients.indexOf(client));
      client.next();
      MessageReceived message =
          journal.entries(MessageReceived.class).stream()
              .filter(entry -> entry.body().text().equals("" + clients.indexOf(client)))
              .findFirst()
              .orElseThrow();
      assertThat(client.connectionId()).isEqualTo(message.connectionId());
      client.close();
    }
  }

  @WebSocketApiTest(template = "src/test/resources/template.yaml")
  static class Misspelt {
    @Test
    void hasNoPair(@Connect(headers = "nothing") TestClient client) {}

    @Test
    void hasNoStage(@Connect(stage = "prod") TestClient client) {}
  }

  @Test
  void theAnnotationSaysWhatIsWrong() {
    Results results = Results.of(Misspelt.class);
    assertThat(results.failure("hasNoPair"))
        .hasMessageContaining("The header \"nothing\" of @Connect is not of the form NAME=VALUE.");
    assertThat(results.failure("hasNoStage"))
        .hasMessageContaining("There is no stage \"prod\" to connect to. Stages: [dev].");
  }
}
