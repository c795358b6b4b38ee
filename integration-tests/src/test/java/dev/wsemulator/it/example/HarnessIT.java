package dev.wsemulator.it.example;

import static dev.wsemulator.junit.assertions.WebSocketAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.junit.AllowFunctionErrors;
import dev.wsemulator.junit.Connect;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.Frame;
import dev.wsemulator.junit.RawClient;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What emulator/junit/README.md shows. */
class HarnessIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final LambdaFunction GREET =
      event -> "{\"statusCode\":200,\"body\":\"{\\\"text\\\":\\\"hello\\\"}\"}".getBytes(UTF_8);
  private static final LambdaFunction BROKEN =
      event -> {
        throw new IllegalStateException("it broke");
      };
  private static final WebSocketApi GREETINGS =
      WebSocketApi.builder("greetings")
          .route(Route.twoWay("greet", Integration.lambdaProxy("Greet")))
          .route("$default", "Broken")
          .build();

  @RegisterExtension
  static final EmulatorExtension EMULATOR =
      EmulatorExtension.builder()
          .api(GREETINGS)
          .function("Greet", GREET)
          .function("Broken", BROKEN)
          .quotas(quotas -> quotas.idleTimeout(Duration.ofMinutes(5)))
          .virtualTime()
          .build();

  @Test
  void idleConnectionsEnd(TestClient client, TimeSource time) {
    time.advance(Duration.ofMinutes(4));
    client.expectNothing();
    time.advance(Duration.ofMinutes(2));
    client.expectClose(1001, "Going away");
  }

  @Test
  void theGatewaySeesWhatTheClientDoes(TestClient client, TestJournal journal) {
    client.send("{\"action\":\"greet\"}");
    assertThat(client).receivesJson("$.text", "hello").receivesNothing();
    client.close(4000, "bye");
    String id = journal.next(Closed.class, PATIENCE).connectionId();
    assertThat(journal)
        .hasInvoked("Greet", 1)
        .containsInOrder(Handshake.class, Invoked.class, Closed.class)
        .closed(id)
        .withCode(4000)
        .withReason("bye");
  }

  @Test
  void aClientTalksJson(@Connect(query = "room=lobby") TestClient client, TestJournal journal) {
    client.sendJson(Map.of("action", "greet", "to", List.of("all")));
    assertThat(client.nextJson("$.text")).isEqualTo("hello");
    client.close();
    assertThat(journal).closed(client.connectionId()).withCode(1000);
  }

  @Test
  void aPhoneLosesItsNetworkAndComesBack(
      @Connect(name = "alice", from = "127.0.0.9") TestClient phone) {
    phone.network().latency(Duration.ofMillis(20)).bandwidth(64_000);
    phone.network().loseConnection();
    phone.send("{\"action\":\"greet\"}");
    assertThat(phone.isOpen()).isTrue();
    phone.network().comeBack();
    assertThat(phone.nextJson("$.text")).isEqualTo("hello");
  }

  @Test
  void aClientVanishesBetweenTwoFragments(RawClient client, TestJournal journal) {
    client.send(Frame.text("half of it").notLast());
    client.reset();
    assertThat(journal.next(Closed.class, PATIENCE).code()).isEqualTo(1006);
  }

  @Test
  void aResetIsNoEnd(RawClient client, WebSocketApiEmulator emulator) {
    emulator.faults().add(Fault.reset().at(FaultPoint.TO_CLIENT).once());
    client.send("{\"action\":\"greet\"}");
    client.expectReset();
  }

  @Test
  void anErrorIsTakenFromTheJournal(TestClient client, TestJournal journal) {
    client.send("nonsense");
    assertThat(journal.next(Invoked.class, PATIENCE).outcome()).isEqualTo("error");
  }

  @Test
  @AllowFunctionErrors("Broken")
  void anErrorIsDeclared(TestClient client, TestJournal journal) {
    client.send("nonsense");
    assertThat(journal.next(Invoking.class, PATIENCE).functionName()).isEqualTo("Broken");
  }
}
