package dev.wsemulator.it.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.journal.JournalEntry.Handshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that loses its network for a while and notices nothing. */
class StallsIT {
  private final EdgeApp app = new EdgeApp();

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void aClientGetsEverythingInOrderAfterAStallAndTheGatewayToo() throws Exception {
    EdgeApp.Client client = app.connect(app.emulator().webSocketUrl());
    String id = app.emulator().journal().entries(Handshake.class).get(0).connectionId();
    app.admin("DELETE", "connections/" + id + "?fault=stall&by=45s", "");
    app.admin("POST", "connections/" + id, "1");
    app.admin("POST", "connections/" + id, "2");
    client.socket().sendText("3", true).join();
    app.admin("POST", "time", "{\"advance\":\"44s\"}");
    assertThat(client.received()).isEmpty();
    assertThat(app.admin("GET", "journal?type=MessageReceived", "")).isEmpty();
    app.admin("POST", "time", "{\"advance\":\"1s\"}");
    assertThat(client.next()).isEqualTo("1");
    assertThat(client.next()).isEqualTo("2");
    assertThat(client.next()).isEqualTo("3");
    client.socket().abort();
  }

  @Test
  void aClientLearnsAfterAStallThatItWasIdleForTooLong() throws Exception {
    EdgeApp.Client client = app.connect(app.emulator().webSocketUrl());
    app.admin(
        "POST", "faults", "{\"fault\":\"stall\",\"by\":\"15m\",\"at\":\"TO_CLIENT\",\"times\":1}");
    client.socket().sendText("echoed into the tunnel", true).join();
    app.admin("POST", "time", "{\"advance\":\"0s\",\"settle\":\"20s\"}");
    app.admin("POST", "time", "{\"advance\":\"14m\"}");
    assertThat(client.received()).isEmpty();
    assertThat(app.admin("GET", "journal?type=Closed", "")).contains("\"code\":1001");
    app.admin("POST", "time", "{\"advance\":\"1m\"}");
    assertThat(client.next()).isEqualTo("echoed into the tunnel");
    assertThat(client.next()).isEqualTo("closed 1001");
  }
}
