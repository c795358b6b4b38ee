package dev.wsemulator.junit;

import static dev.wsemulator.junit.assertions.WebSocketAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import dev.wsemulator.lambda.LambdaFunction;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebSocketAssertionsTest {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final LambdaFunction ORDER =
      event ->
          "{\"statusCode\":200,\"body\":\"{\\\"type\\\":\\\"order\\\",\\\"lines\\\":[{\\\"count\\\":3}],\\\"note\\\":null}\"}"
              .getBytes(UTF_8);

  @RegisterExtension
  final EmulatorExtension extension =
      Chat.extension()
          .api(
              WebSocketApi.builder("orders")
                  .route(Route.twoWay("$default", Integration.lambdaProxy("Order")))
                  .route(Route.of("track", Integration.lambdaProxy("app-Tracked")))
                  .build())
          .function("Order", ORDER)
          .function("app-Tracked", ORDER)
          .build();

  private TestClient orders() {
    return TestClient.connect(extension.emulator().endpoints().get(1).webSocketUrl());
  }

  @Test
  void aFunctionIsFoundByItsLogicalId(TestJournal journal) {
    try (TestClient client = orders()) {
      assertThat(journal).hasNotInvoked("Tracked");
      client.send("{\"action\":\"track\"}");
      assertThat(journal).hasInvoked("Tracked", 1).hasNotInvoked("racked");
    }
  }

  @Test
  void functionsAreCounted(TestClient client, TestJournal journal) {
    client.send("{\"action\":\"greet\"}");
    assertThat(client).receives("hello").receivesNothing();
    assertThat(journal)
        .hasInvoked("Ok")
        .hasInvoked("Hello", 1)
        .hasNotInvoked("Broken")
        .hasNoneClosed();
    assertThatThrownBy(() -> assertThat(journal).within(SHORT).hasInvoked("Broken"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "The function Broken was expected to have ended, but the functions that have are"
                + " [Ok, Hello].")
        .hasMessageContaining("client1 ──> gateway");
    assertThatThrownBy(() -> assertThat(journal).within(SHORT).hasInvoked("Hello", 2))
        .hasMessageContaining("expected to have ended 2 times, but has ended 1 times.");
    assertThatThrownBy(() -> assertThat(journal).within(SHORT).hasNotInvoked("Hello"))
        .hasMessageContaining("The function Hello was not expected to be invoked, but was.");
    assertThatThrownBy(() -> assertThat(journal).within(SHORT).hasFailed("Hello"))
        .hasMessageContaining("expected to have failed, but has succeeded.");
  }

  @Test
  void aFailureThatIsAssertedIsLookedAt(TestClient client, TestJournal journal) {
    client.send("break");
    client.send("break");
    assertThat(journal).hasInvoked("Broken", 2).hasFailed("Broken");
    assertThat(journal.entries(Invoked.class).stream())
        .filteredOn(each -> each.outcome().equals("error"))
        .hasSize(2)
        .allMatch(journal::isAcknowledged);
  }

  @Test
  void anEndHasACodeAndAReason(TestClient client, TestJournal journal) {
    String id = journal.next(Handshake.class, PATIENCE).connectionId();
    assertThatThrownBy(() -> assertThat(journal).within(SHORT).closed(id))
        .hasMessageStartingWith(
            "The connection " + id + " was expected to have ended, but has not.");
    client.close(4000, "bye");
    journal.next(Closed.class, PATIENCE);
    assertThat(client).isClosedWith(4000, "bye");
    assertThat(journal).closed(id).withCode(4000).withReason("bye").hasInvoked("Ok");
    assertThatThrownBy(() -> assertThat(journal).within(SHORT).closed(id).withCode(1001))
        .hasMessage(
            "The connection %s was expected to have ended with 1001, but has ended with 4000"
                + " \"bye\".",
            id);
    assertThatThrownBy(() -> assertThat(journal).within(SHORT).closed(id).withReason("Going away"))
        .hasMessageContaining("with the reason \"Going away\", but has ended with 4000 \"bye\".");
    assertThatThrownBy(() -> assertThat(journal).within(SHORT).hasNoneClosed())
        .hasMessageContaining("No connection was expected to have ended");
  }

  @Test
  void entriesAndMessagesHaveAnOrder(TestClient client, TestJournal journal) {
    client.send("{\"action\":\"greet\"}");
    assertThat(client.next()).isEqualTo("hello");
    assertThat(journal)
        .containsInOrder(Handshake.class, MessageReceived.class, Invoked.class)
        .containsMessagesInOrder("{\"action\":\"greet\"}", "hello");
    assertThatThrownBy(
            () ->
                assertThat(journal)
                    .within(SHORT)
                    .containsInOrder(MessageReceived.class, Handshake.class))
        .hasMessageStartingWith(
            "[MessageReceived, Handshake] were expected in this order, but there is no Handshake"
                + " after [MessageReceived].");
    assertThatThrownBy(() -> assertThat(journal).within(SHORT).containsMessagesInOrder("goodbye"))
        .hasMessageStartingWith("[goodbye] were expected in this order, but there is no goodbye.");
  }

  @Test
  void aMessageWithASecretIsFound(TestClient client, TestJournal journal) {
    String message = "{\"action\":\"greet\",\"token\":\"5ec2e7\"}";
    client.send(message);
    assertThat(client).receives("hello");
    assertThat(journal).containsMessagesInOrder(message, "hello");
  }

  @Test
  void messagesAreComparedAsJson() {
    try (TestClient client = orders()) {
      client.send("1");
      assertThat(client)
          .receivesJson("{\"note\": null, \"lines\": [{\"count\": 3}], \"type\": \"order\"}");
      client.send("2");
      assertThat(client).receivesJson("$.lines[0].count", 3L);
      client.send("3");
      assertThat(client).receivesJson("$.note", null);
      client.send("4");
      assertThatThrownBy(() -> assertThat(client).receivesJson("$.type", "refund"))
          .hasMessageStartingWith("refund was expected at $.type, but order is in {");
      client.send("5");
      assertThatThrownBy(() -> assertThat(client).receivesJson("$.missing", "x"))
          .hasMessageStartingWith("JSON with a value at $.missing was expected, but {");
      client.send("6");
      assertThatThrownBy(() -> assertThat(client).receivesJson("{}"))
          .hasMessageStartingWith("The JSON {} was expected, but {");
      client.send("7");
      assertThatThrownBy(() -> assertThat(client).receives("hello"))
          .hasMessageStartingWith("The message \"hello\" was expected, but ");
    }
  }
}
