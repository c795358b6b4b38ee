package dev.wsemulator.it.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.junit.HandshakeRefusedException;
import dev.wsemulator.junit.TestClient;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients make of the answers of proxies and of other servers. */
class AnswersOfOthersIT {
  private final EdgeApp app = new EdgeApp();

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void clientsReportTheStatusAndTheHeadersOfAProxyAndConnectNextTime() throws Exception {
    URI url = app.emulator().webSocketUrl();
    app.admin(
        "POST",
        "faults",
        "{\"fault\":\"proxy-answer\",\"at\":\"HANDSHAKE\",\"status\":502,\"type\":\"text/html\","
            + "\"body\":\"<html>502</html>\",\"headers\":\"Server: nginx\\nRetry-After: 5\",\"times\":2}");
    Throwable refusal = app.refusal(url);
    assertThat(refusal).isInstanceOf(WebSocketHandshakeException.class);
    var response = ((WebSocketHandshakeException) refusal).getResponse();
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("Server")).contains("nginx");
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
    assertThat(refusalOfTestClient(url).status()).isEqualTo(502);
    EdgeApp.Client client = app.connect(url);
    client.socket().sendText("hello", true);
    assertThat(client.next()).isEqualTo("hello");
    assertThat(app.admin("GET", "journal?type=Handshake", ""))
        .contains("A fault rule had a proxy answer the handshake with 502.");
    client.socket().abort();
  }

  private static HandshakeRefusedException refusalOfTestClient(URI url) {
    try (TestClient client = TestClient.connect(url)) {
      throw new AssertionError(client + " was let in.");
    } catch (HandshakeRefusedException e) {
      return e;
    }
  }

  @Test
  void clientsFailWithBytesThatAreNotHttp() throws Exception {
    URI url = app.emulator().webSocketUrl();
    app.admin(
        "POST",
        "faults",
        "{\"fault\":\"raw-answer\",\"at\":\"HANDSHAKE\",\"text\":\"SSH-2.0-OpenSSH_9.6\\r\\n\",\"times\":1}");
    assertThat(app.refusal(url)).isNotInstanceOf(WebSocketHandshakeException.class);
    assertThat(app.admin("GET", "journal?type=Faulted", ""))
        .contains("raw answer of 21 bytes: SSH-2.0-OpenSSH_9.6");
    app.connect(url).socket().abort();
  }
}
