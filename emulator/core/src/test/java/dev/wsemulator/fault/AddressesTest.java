package dev.wsemulator.fault;

import static dev.wsemulator.fault.MessageFaultsTest.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Addresses that refuse connections, and others to which clients move. */
class AddressesTest {
  private final VirtualTime time = new VirtualTime();

  private Rig rig() {
    return new Rig().route("$connect", Rig.OK).echo().time(time).verified(false).start();
  }

  private static int status(URI url) throws IOException {
    try (RawClient client = RawClient.connect(url)) {
      return client.upgrade(url, "").status();
    }
  }

  private static void assertRefused(URI url) {
    assertThatThrownBy(() -> status(url)).isInstanceOf(ConnectException.class);
  }

  @Test
  void theOldAddressRefusesWhileANewOneAccepts() throws Exception {
    try (Rig rig = rig();
        RawClient before = rig.open()) {
      Addresses addresses = rig.emulator().addresses();
      URI moved = Addresses.move(rig.url(), addresses.open());
      assertThat(moved.getPath()).isEqualTo(rig.url().getPath());
      addresses.refuse(rig.url());
      assertRefused(rig.url());
      assertThat(status(moved)).isEqualTo(101);
      before.text("connections that are open stay");
      assertThat(before.message()).isEqualTo("connections that are open stay");
      assertThat(rig.emulator().port()).isEqualTo(rig.url().getPort());
      addresses.accept(rig.url());
      assertThat(status(rig.url())).isEqualTo(101);
      addresses.refuse(moved);
      assertRefused(moved);
      assertThat(addresses.all().values()).containsExactly(true, false);
      addresses.refuse(rig.url());
      assertRefused(rig.url());
      addresses.accept(rig.url());
      assertThat(post(rig, "x").join().statusCode()).as("a call at the first").isEqualTo(410);
    }
  }

  @Test
  void connectionsAreRefusedForATime() throws Exception {
    try (Rig rig = rig()) {
      Addresses addresses = rig.emulator().addresses();
      addresses.refuse(rig.url(), Duration.ofMinutes(1));
      addresses.refuse(rig.url(), Duration.ofMinutes(5));
      assertRefused(rig.url());
      time.advance(Duration.ofMinutes(1));
      assertRefused(rig.url());
      time.advance(Duration.ofMinutes(4));
      assertThat(status(rig.url())).isEqualTo(101);
      assertThat(rig.emulator().journal().entries(Faulted.class))
          .extracting(Faulted::fault)
          .containsExactly(
              "connections are refused for PT1M at port " + rig.url().getPort(),
              "connections are refused for PT5M at port " + rig.url().getPort(),
              "connections are accepted again at port " + rig.url().getPort());
    }
  }

  @Test
  void aPortThatSomebodyElseHasTakenIsNamed() throws Exception {
    try (Rig rig = rig()) {
      Addresses addresses = rig.emulator().addresses();
      addresses.refuse(rig.url());
      try (ServerSocket other = new ServerSocket()) {
        other.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), rig.url().getPort()));
        assertThatThrownBy(() -> addresses.accept(rig.url()))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("Cannot listen on")
            .hasMessageContaining("End what uses the port.");
      }
      addresses.accept(rig.url());
      assertThat(status(rig.url())).isEqualTo(101);
      assertThatThrownBy(() -> addresses.refuse(URI.create("http://127.0.0.1:1")))
          .hasMessageContaining("no address with the port 1. Its ports: [");
    }
  }

  private static HttpResponse<String> admin(URI base, String method, String path, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(base.resolve("/_emulator/addresses" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void theAdminApiOpensRefusesAndAcceptsAndCannotShutItselfOut() throws Exception {
    try (Rig rig = rig()) {
      URI base = rig.emulator().baseUrl();
      String first = "/" + base.getPort();
      HttpResponse<String> last = admin(base, "PATCH", first, "{\"accepts\":false,\"for\":\"5s\"}");
      assertThat(last.statusCode()).as("of virtual time that no call could advance").isEqualTo(409);
      assertThat(last.body()).contains("Open another address first");
      HttpResponse<String> opened = admin(base, "POST", "", "");
      assertThat(opened.statusCode()).isEqualTo(201);
      URI second = rig.emulator().addresses().all().keySet().stream().skip(1).findFirst().get();
      assertThat(opened.body())
          .isEqualTo(
              "{\"url\":\"%s\",\"port\":%d,\"accepts\":true}".formatted(second, second.getPort()));
      assertThat(admin(base, "PATCH", first, "{\"accepts\":\"maybe\"}").statusCode())
          .isEqualTo(400);
      assertThat(admin(base, "PATCH", "/1", "{\"accepts\":true}").statusCode()).isEqualTo(404);
      assertThat(admin(base, "PATCH", first, "{\"accepts\":false,\"for\":\"5s\"}").statusCode())
          .isEqualTo(200);
      assertRefused(rig.url());
      assertThat(admin(second, "GET", "", "").body())
          .contains("\"port\":%d,\"accepts\":false}".formatted(base.getPort()));
      assertThat(admin(second, "PATCH", first, "{\"accepts\":true}").statusCode()).isEqualTo(200);
      assertThat(status(rig.url())).isEqualTo(101);
    }
  }
}
