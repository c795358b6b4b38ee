package dev.wsemulator.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Further things that users of other emulators stumbled over. */
class ObservedElsewhereTest {

  private static Answer post(URI url, String host, String id) throws IOException {
    try (RawClient http = RawClient.connect(url)) {
      return http.request(
          "POST /dev/@connections/%s HTTP/1.1\r\nHost: %s\r\nContent-Length: 4\r\n\r\nnews"
              .formatted(id.replace("=", "%3D"), host));
    }
  }

  @Aws({"OB-111", "CX-24"})
  @Test
  void whatConnectLeavesBehindMayPostAsSoonAsItHasReturned() throws Exception {
    BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();
    CountDownLatch open = new CountDownLatch(1);
    Rig rig = new Rig().verified(false);
    rig.route(
        "$connect",
        event -> {
          URI url = rig.url();
          String id = connectionId(event);
          statuses.add(post(url, url.getAuthority(), id).status());
          new Thread(() -> statuses.add(afterwards(open, url, id))).start();
          return Rig.bytes("{\"statusCode\":200}");
        });
    try (rig) {
      rig.start();
      try (RawClient client = rig.open()) {
        assertThat(statuses.poll(20, TimeUnit.SECONDS)).isEqualTo(410);
        open.countDown();
        assertThat(client.read().text()).isEqualTo("news");
        assertThat(statuses.poll(20, TimeUnit.SECONDS)).isEqualTo(200);
      }
    }
  }

  private static String connectionId(byte[] event) {
    String text = new String(event, java.nio.charset.StandardCharsets.UTF_8);
    return text.replaceAll("(?s).*\"connectionId\":\"([^\"]*)\".*", "$1");
  }

  private static int afterwards(CountDownLatch open, URI url, String id) {
    try {
      open.await(20, TimeUnit.SECONDS);
      return post(url, url.getAuthority(), id).status();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A container knows the machine by another name than the client does. */
  @Aws({"OB-114", "EV-22"})
  @Test
  void theEndpointIsReachedByWhateverNameTheClientUsed() throws Exception {
    try (Rig rig = new Rig().verified(false).route("$connect", Rig.OK).start();
        RawClient client = RawClient.connect(rig.url())) {
      String host = "host.containers.internal:" + rig.url().getPort();
      String request =
          "GET /dev HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n";
      assertThat(client.request(request.formatted(host)).status()).isEqualTo(101);
      assertThat(Rig.at(rig.event("CONNECT"), "requestContext", "domainName")).isEqualTo(host);
      assertThat(post(rig.url(), host, rig.lastId()).status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("news");
    }
  }

  @Aws("OB-70")
  @Test
  void aFunctionThatADebuggerHoldsIsNotGivenUp() throws Exception {
    VirtualTime time = new VirtualTime();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Rig rig = new Rig().time(time).also(builder -> builder.debug(true));
    String name =
        rig.function(
            "held",
            event -> {
              held.countDown();
              leave.await(20, TimeUnit.SECONDS);
              return Rig.echoed(event);
            });
    rig.route(Route.twoWay("$default", new Integration.LambdaProxy(name, Duration.ofSeconds(29))));
    try (rig) {
      rig.start();
      try (RawClient client = rig.open()) {
        client.text("step by step");
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
        time.advance(Duration.ofMinutes(5));
        leave.countDown();
        assertThat(client.read().text()).isEqualTo("step by step");
      }
      assertThat(rig.emulator().journal().entries(JournalEntry.Invoked.class))
          .extracting(JournalEntry.Invoked::outcome)
          .doesNotContain("timeout");
    }
  }

  @Aws({"OB-50", "EV-21"})
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void theAddressOfAClientIsNeverEmpty(String host) throws Exception {
    try (Rig rig = new Rig().also(builder -> builder.host(host)).route("$connect", Rig.OK).start();
        RawClient client = RawClient.connect(rig.url())) {
      assertThat(client.upgrade(rig.url(), "").status()).isEqualTo(101);
      assertThat(Rig.at(rig.event("CONNECT"), "requestContext", "identity", "sourceIp"))
          .isEqualTo(host.equals("::1") ? "0:0:0:0:0:0:0:1" : host);
    }
  }

  @Aws({"OB-101", "ID-04"})
  @ParameterizedTest
  @CsvSource({"@, =", "@, %3D", "%40, =", "%40, %3D"})
  void anIdMayBeEncodedOrNot(String at, String equals) throws Exception {
    try (Rig rig = new Rig().verified(false).echo().start();
        RawClient client = rig.open();
        RawClient http = RawClient.connect(rig.url())) {
      String path = "/dev/" + at + "connections/" + rig.lastId().replace("=", equals);
      String call = "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 1\r\n\r\nx";
      assertThat(http.request(call.formatted(path, rig.url().getAuthority())).status())
          .isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("x");
    }
  }

  @Aws({"OB-112", "CX-07"})
  @RepeatedTest(20)
  void aPostThatRacesWithTheClientsEndIsTakenOrGone() throws Exception {
    try (Rig rig = new Rig().verified(false).echo().start();
        RawClient client = rig.open()) {
      String host = rig.url().getAuthority();
      client.frame(0x88, new byte[] {3, (byte) 0xe8});
      int status = post(rig.url(), host, rig.lastId()).status();
      while (status == 200) { // it was quicker than the close frame
        status = post(rig.url(), host, rig.lastId()).status();
      }
      assertThat(status).isEqualTo(410);
    }
  }
}
