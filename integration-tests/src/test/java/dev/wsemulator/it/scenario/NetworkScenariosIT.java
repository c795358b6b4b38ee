package dev.wsemulator.it.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.wsemulator.fault.Addresses;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.HandshakeRefusedException;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.drop.AddressChanges;
import dev.wsemulator.junit.drop.Drop;
import dev.wsemulator.junit.drop.NetworkStalls;
import dev.wsemulator.junit.drop.ProxyAnswers502;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong between clients and API Gateway. */
@ExtendWith(Repetitions.class)
class NetworkScenariosIT {
  private static final OrderApp SHOP = new OrderApp();

  @RegisterExtension static final EmulatorExtension EXTENSION = SHOP.extension();

  @AfterEach
  void clear() {
    SHOP.clear();
    pass(Duration.ofSeconds(1)); // in which others may connect again
  }

  private static URI url() {
    return EXTENSION.emulator().webSocketUrl();
  }

  private static void pass(Duration duration) {
    EXTENSION.emulator().time().advance(duration);
  }

  @NetworkStalls
  @Repeatedly
  void aClientThatGivesUpAndOrdersAgainHasOrderedTwice(Drop drop) {
    try (TestClient stalled = TestClient.connect(url())) {
      drop.begin();
      OrderApp.order(stalled, "a");
      pass(Duration.ofSeconds(10)); // which the client takes for long enough
      try (TestClient again = TestClient.connect(url())) {
        OrderApp.order(again, "a");
        assertThat(again.next()).isEqualTo("1 taken");
        pass(Duration.ofSeconds(20));
        assertThat(stalled.next()).isEqualTo("2 taken");
      }
    }
  }

  @NetworkStalls
  @Repeatedly
  void aClientThatOrdersAgainWithTheSameIdHasOrderedOnce(Drop drop) {
    try (TestClient stalled = TestClient.connect(url())) {
      drop.begin();
      OrderApp.orderCarefully(stalled, "a");
      pass(Duration.ofSeconds(10));
      try (TestClient again = TestClient.connect(url())) {
        OrderApp.orderCarefully(again, "a");
        assertThat(again.next()).isEqualTo("1 taken");
        pass(Duration.ofSeconds(20));
        assertThat(stalled.next()).isEqualTo("1 taken");
      }
    }
  }

  @ProxyAnswers502
  @Repeatedly
  void aClientThatReadsApiGatewaysJsonInARefusalNeverComesIn(Drop drop) {
    drop.begin();
    String answer = answerTo(url());
    assertThat(answer).startsWith("HTTP/1.1 502");
    String body = answer.substring(answer.indexOf("\r\n\r\n"));
    assertThatThrownBy(() -> OrderApp.JSON.readTree(body).path("message"))
        .isInstanceOf(JsonProcessingException.class);
  }

  /** Sends a handshake; returns the whole answer, which ends with a page. */
  private static String answerTo(URI url) {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(20_000);
      String handshake =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n";
      socket
          .getOutputStream()
          .write(handshake.formatted(url.getPath(), url.getAuthority()).getBytes(US_ASCII));
      StringBuilder answer = new StringBuilder();
      while (answer.indexOf("</html>") < 0) {
        int next = socket.getInputStream().read();
        assertThat(next).as("what follows %s", answer).isNotNegative();
        answer.append((char) next);
      }
      return answer.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ProxyAnswers502
  @Repeatedly
  void aClientThatGoesByTheStatusAndTriesAgainComesIn(Drop drop) {
    drop.begin();
    try (TestClient client = comeIn()) {
      OrderApp.order(client, "a");
      assertThat(client.next()).isEqualTo("1 taken");
    }
  }

  /** Connects, after a pause that doubles as long as the server or what is before it fails. */
  private static TestClient comeIn() {
    for (Duration pause = Duration.ofSeconds(1); ; pause = pause.multipliedBy(2)) {
      try {
        return TestClient.connect(url());
      } catch (HandshakeRefusedException refused) {
        assertThat(refused.status()).isGreaterThanOrEqualTo(500);
        assertThat(pause).isLessThan(Duration.ofMinutes(1));
        pass(pause);
      }
    }
  }

  /** What a name of the service means now. */
  private static URI resolved() {
    Addresses addresses = EXTENSION.emulator().addresses();
    return addresses.all().entrySet().stream()
        .filter(Map.Entry::getValue)
        .reduce((before, last) -> last)
        .map(each -> Addresses.move(url(), each.getKey()))
        .orElseThrow();
  }

  @AddressChanges
  @Repeatedly
  void aClientThatKeepsTheAddressNeverComesBack(Drop drop) {
    URI address = resolved();
    TestClient client = TestClient.connect(address);
    drop.begin();
    assertThat(client.expectClose().code()).isEqualTo(1006);
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThatThrownBy(() -> TestClient.connect(address))
          .as("attempt %s", attempt)
          .isInstanceOfSatisfying(
              HandshakeRefusedException.class, refused -> assertThat(refused.status()).isZero());
    }
  }

  @AddressChanges
  @Repeatedly
  void aClientThatResolvesTheNameAgainComesBack(Drop drop) {
    TestClient client = TestClient.connect(resolved());
    drop.begin();
    assertThat(client.expectClose().code()).isEqualTo(1006);
    assertThat(resolved()).isEqualTo(Addresses.move(url(), drop.address()));
    try (TestClient back = TestClient.connect(resolved())) {
      OrderApp.order(back, "a");
      assertThat(back.next()).isEqualTo("1 taken");
    }
  }
}
