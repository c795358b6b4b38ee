package dev.wsemulator.junit;

import static dev.wsemulator.junit.assertions.WebSocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients with names, by which people tell them apart. */
class NamedClientsTest {

  @RegisterExtension static final EmulatorExtension CHAT = Chat.extension().build();

  @Test
  void failuresNameTheClient(
      @Connect(name = "alice") TestClient alice,
      @Connect(name = "bob") RawClient bob,
      TestJournal journal) {
    assertThatThrownBy(() -> alice.next(Duration.ofMillis(1)))
        .hasMessageStartingWith("alice: No message came within PT0.001S");
    assertThat(alice).hasToString("the TestClient alice of " + CHAT.emulator().webSocketUrl());
    assertThatThrownBy(
            () -> assertThat(journal).within(Duration.ofMillis(1)).closed(alice.connectionId()))
        .hasMessageContaining(alice.connectionId() + " of alice was expected to have ended")
        .hasMessageContaining("gateway ··> alice     handshake with dev: 101")
        .hasMessageContaining("gateway ··> bob       handshake with dev: 101");
    assertThat(journal.names()).containsEntry(alice.connectionId(), "alice").containsValue("bob");
  }

  static class Fails {
    @RegisterExtension static final EmulatorExtension OWN = Chat.extension().build();

    @Test
    void says(@Connect(name = "alice") TestClient alice, TestClient other) {
      TestClient.connect(OWN.emulator().webSocketUrl()).named("carol").close();
      alice.send("{\"action\":\"greet\"}");
      alice.next();
      throw new IllegalStateException("to see the report");
    }
  }

  @Test
  void theReportOfAFailureNamesThem() {
    Throwable report = Results.of(Fails.class).failure("says").getSuppressed()[0];
    assertThat(report.getMessage())
        .contains("alice   ──> gateway   greet: {\"action\":\"greet\"}")
        .contains("gateway ··> carol     handshake with dev: 101")
        .contains("gateway ··> client1   handshake with dev: 101")
        .contains("\nalice: Invoking[")
        .contains("\ncarol: Closed[");
  }
}
