package dev.wsemulator.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.DomainName.ApiMapping;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.LimitPassed;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a handshake depends on beside {@code $connect}. */
class HandshakesTest {

  /** Trusts everybody: it is the protocol that is looked at. */
  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static String protocol(URI url, String version) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(url.getHost(), url.getPort())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }

  private static RawClient.Answer upgrade(Rig rig, String path, String host) throws IOException {
    try (RawClient client = RawClient.connect(rig.url())) {
      return client.request(
          ("GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n")
              .formatted(path, host));
    }
  }

  @Aws("HS-03")
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void currentTlsIsSpoken(String version) throws Exception {
    try (Rig rig = new Rig().echo().start()) {
      assertThat(protocol(rig.url(), version)).isEqualTo(version);
    }
  }

  @Aws("HS-03")
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1", "TLSv1.1"})
  void oldTlsIsNot(String version) throws Exception {
    try (Rig rig = new Rig().echo().start()) {
      assertThatThrownBy(() -> protocol(rig.url(), version)).isInstanceOf(IOException.class);
    }
  }

  @Aws("HS-12")
  @Test
  void aConnectThatTakesTooLongIs504() throws Exception {
    CountDownLatch leave = new CountDownLatch(1);
    try (Rig rig =
            new Rig()
                .route(
                    "$connect",
                    Duration.ofMillis(50),
                    event -> {
                      leave.await(20, TimeUnit.SECONDS);
                      return Rig.bytes("{\"statusCode\":200}");
                    })
                .start();
        RawClient client = RawClient.connect(rig.url())) {
      RawClient.Answer answer = client.upgrade(rig.url(), "");
      leave.countDown();
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.body()).startsWith("{\"message\": \"Endpoint request timed out\"");
      Handshake handshake = rig.emulator().journal().entries(Handshake.class).get(0);
      assertThat(rig.emulator().journal().entries(LimitPassed.class))
          .singleElement()
          .satisfies(passed -> assertThat(passed.requestId()).isEqualTo(handshake.requestId()))
          .satisfies(passed -> assertThat(passed.limit()).isEqualTo("integration timeout"));
    }
  }

  @Aws({"HS-19", "HS-20"})
  @Test
  void aDisabledDefaultEndpointLetsNobodyInButByItsDomain() throws Exception {
    DomainName domain =
        new DomainName("ws.example.com", List.of(new ApiMapping("", "a1b2c3d4e5", "dev")));
    WebSocketApi.Access closed = new WebSocketApi.Access(WebSocketApi.Access.KEY_IN_HEADER, true);
    try (Rig rig =
        new Rig().api(api -> api.access(closed)).also(b -> b.domainName(domain)).echo().start()) {
      RawClient.Answer refused = upgrade(rig, "/dev", rig.url().getAuthority());
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(upgrade(rig, "/", "ws.example.com").status()).isEqualTo(101);
    }
  }

  @Aws({"CD-04", "CD-05", "CD-07", "EV-22"})
  @Test
  void aDomainsMappingsLeadToTheirStages() throws Exception {
    DomainName domain =
        new DomainName(
            "ws.example.com",
            List.of(
                new ApiMapping("chat", "a1b2c3d4e5", "dev"),
                new ApiMapping("talk", "a1b2c3d4e5", "prod")));
    try (Rig rig =
        new Rig()
            .also(b -> b.domainName(domain))
            .stage("dev")
            .stage("prod")
            .route("$connect", Rig.OK)
            .start()) {
      for (String[] mapped : new String[][] {{"/chat", "dev"}, {"/talk", "prod"}}) {
        assertThat(upgrade(rig, mapped[0], "ws.example.com").status()).isEqualTo(101);
        var event = rig.event("CONNECT");
        assertThat(Rig.at(event, "requestContext", "domainName")).isEqualTo("ws.example.com");
        assertThat(Rig.at(event, "requestContext", "stage")).isEqualTo(mapped[1]);
      }
      for (String path : List.of("/", "/dev", "/chat/dev", "/other", "/chatter", "/cha", "/CHAT")) {
        assertThat(upgrade(rig, path, "ws.example.com").status()).as(path).isEqualTo(403);
      }
    }
  }

  @Aws("CD-09")
  @Test
  void aWildcardDomainTakesEverySubdomain() throws Exception {
    DomainName domain =
        new DomainName("*.example.com", List.of(new ApiMapping("", "a1b2c3d4e5", "dev")));
    try (Rig rig = new Rig().also(b -> b.domainName(domain)).echo().start()) {
      assertThat(upgrade(rig, "/", "a.example.com").status()).isEqualTo(101);
      assertThat(upgrade(rig, "/", "example.com").status()).isEqualTo(403);
    }
  }

  @Aws({"CD-06", "CX-16", "CX-14", "OB-103"})
  @Test
  void connectionsOfADomainAreReachedWithoutTheStage() throws Exception {
    DomainName domain =
        new DomainName("ws.example.com", List.of(new ApiMapping("chat", "a1b2c3d4e5", "dev")));
    try (Rig rig =
            new Rig()
                .verified(false)
                .also(b -> b.domainName(domain))
                .route("$connect", Rig.OK)
                .start();
        RawClient client = rig.open()) {
      String id = rig.lastId().replace("=", "%3D");
      assertThat(post(rig, "ws.example.com", "/chat/@connections/" + id).status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("x");
      String direct = rig.url().getAuthority();
      assertThat(post(rig, direct, "/dev/@connections/" + id).status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("x");
      assertThat(post(rig, direct, "/ws.example.com/chat/@connections/" + id).status())
          .isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("x");
      RawClient.Answer wrong = post(rig, "ws.example.com", "/chat/dev/@connections/" + id);
      assertThat(wrong.status()).isEqualTo(404);
      assertThat(wrong.body())
          .isEqualTo(
              "{\"message\":\"No method found matching route dev/@connections/%s for http method POST.\"}"
                  .formatted(rig.lastId()));
    }
  }

  private static RawClient.Answer post(Rig rig, String host, String path) throws IOException {
    try (RawClient http = RawClient.connect(rig.url())) {
      return http.request(
          "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 1\r\n\r\nx".formatted(path, host));
    }
  }

  @Aws("HS-24")
  @Test
  void compressionCanBeRefused() throws Exception {
    String offer = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    try (Rig rig = new Rig().echo().also(b -> b.compression(false)).start();
        RawClient client = RawClient.connect(rig.url())) {
      RawClient.Answer answer = client.upgrade(rig.url(), offer);
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers()).doesNotContainKey("sec-websocket-extensions");
    }
  }

  @Aws("REC-030")
  @Test
  void theAnswerToAnAcceptedUpgradeHasFourHeadersInOrder() throws Exception {
    try (Rig rig = new Rig().route("$connect", Rig.OK).start();
        RawClient client = RawClient.connect(rig.url())) {
      String head = client.head(RawClient.upgradeRequest(rig.url(), ""));
      assertThat(head)
          .matches(
              "(?i)HTTP/1.1 101 Switching Protocols\r\n"
                  + "Date: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n"
                  + "Connection: upgrade\r\n"
                  + "Upgrade: websocket\r\n"
                  + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\\+xOo=\r\n\r\n");
      assertThat(head).contains(": upgrade\r\n", ": websocket\r\n");
    }
  }
}
