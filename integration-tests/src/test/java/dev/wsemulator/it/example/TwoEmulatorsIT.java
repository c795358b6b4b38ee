package dev.wsemulator.it.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.junit.Emulator;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.WebSocketApiTest;
import org.junit.jupiter.api.Test;

/** What emulator/junit/README.md shows of two emulators. */
@WebSocketApiTest(name = "blue", template = "../translator-app/template.yaml")
@WebSocketApiTest(name = "green", template = "../translator-app/template.yaml")
class TwoEmulatorsIT {

  @Test
  void eachHasItsOwnConnections(
      @Emulator("blue") TestClient client, @Emulator("green") Journal journal) {
    assertThat(client.isOpen()).isTrue();
    assertThat(journal.entries()).isEmpty();
  }
}
