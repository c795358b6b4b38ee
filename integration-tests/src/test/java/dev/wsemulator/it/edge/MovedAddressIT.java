package dev.wsemulator.it.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.fault.Addresses;
import java.net.ConnectException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service whose address changes while clients are connected. */
class MovedAddressIT {
  private final EdgeApp app = new EdgeApp();

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void theOldAddressRefusesClientsAndTheNewOneServesThem() throws Exception {
    URI old = app.emulator().webSocketUrl();
    EdgeApp.Client connected = app.connect(old);
    String opened = app.admin("POST", "addresses", "");
    URI address = URI.create(opened.replaceAll(".*\"url\":\"([^\"]*)\".*", "$1"));
    app.admin("PATCH", "addresses/" + old.getPort(), "{\"accepts\":false}");
    assertThat(app.refusal(old)).isInstanceOf(ConnectException.class);
    EdgeApp.Client moved = app.connect(Addresses.move(old, address));
    moved.socket().sendText("at the new address", true);
    assertThat(moved.next()).isEqualTo("at the new address");
    connected.socket().sendText("over the connection of before", true);
    assertThat(connected.next()).isEqualTo("over the connection of before");
    app.emulator().addresses().accept(old);
    app.connect(old).socket().abort();
    moved.socket().abort();
    connected.socket().abort();
  }
}
