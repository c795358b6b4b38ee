package dev.wsemulator.fault;

import static dev.wsemulator.fault.MessageFaultsTest.faulted;
import static dev.wsemulator.fault.MessageFaultsTest.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/** Clients whose TCP connection or TLS handshake goes wrong. */
class AcceptFaultsTest {
  private final VirtualTime time = new VirtualTime();

  private Rig rig() {
    return new Rig().route("$connect", Rig.OK).echo().time(time).verified(false).start();
  }

  private static int status(Rig rig) throws IOException {
    try (RawClient client = RawClient.connect(rig.url())) {
      return client.upgrade(rig.url(), "").status();
    }
  }

  @Test
  void aConnectionIsResetOrEndedWhenItIsAccepted() throws Exception {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.reset().at(FaultPoint.ACCEPT).once());
      assertThatThrownBy(() -> status(rig)).isInstanceOf(SocketException.class);
      faults(rig).add(Fault.fin().at(FaultPoint.ACCEPT).once());
      assertThatThrownBy(() -> status(rig)).isInstanceOf(EOFException.class);
      assertThat(status(rig)).isEqualTo(101);
      assertThat(rig.emulator().journal().entries(Faulted.class))
          .extracting(each -> each.point() + " " + each.fault())
          .containsExactly("ACCEPT reset", "ACCEPT fin");
    }
  }

  @Test
  void aConnectionIsAcceptedAndNeverAnswered() throws Exception {
    try (Rig rig = rig();
        Socket socket = new Socket()) {
      faults(rig).add(Fault.silence().at(FaultPoint.ACCEPT).once());
      socket.connect(new java.net.InetSocketAddress(rig.url().getHost(), rig.url().getPort()));
      faulted(rig);
      socket.getOutputStream().write(Rig.bytes(RawClient.upgradeRequest(rig.url(), "")));
      socket.setSoTimeout(100);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(status(rig)).as("the next client").isEqualTo(101);
    }
  }

  @Test
  void aConnectionIsServedLate() throws Exception {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.delay(Duration.ofSeconds(3)).at(FaultPoint.ACCEPT).once());
      CompletableFuture<Integer> late =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return status(rig);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      faulted(rig);
      await().until(() -> time.pending() > 0);
      assertThat(late).isNotDone();
      time.advance(Duration.ofSeconds(3));
      assertThat(late.join()).isEqualTo(101);
    }
  }

  /** Shakes hands; returns the certificate that it is shown. */
  private static X509Certificate shown(Rig rig) throws Exception {
    AtomicReference<X509Certificate> seen = new AtomicReference<>();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Watching(seen)}, null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", rig.url().getPort())) {
      socket.setSoTimeout(20_000);
      socket.startHandshake();
    }
    return seen.get();
  }

  private record Watching(AtomicReference<X509Certificate> seen) implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      seen.set(chain[0]);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static String names(X509Certificate certificate) throws Exception {
    return String.valueOf(certificate.getSubjectAlternativeNames());
  }

  @Test
  void aCertificateHasExpiredOrIsOfAnotherHostForOneHandshake() throws Exception {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.expiredCertificate().at(FaultPoint.TLS_HANDSHAKE).once());
      faults(rig).add(Fault.foreignCertificate().at(FaultPoint.TLS_HANDSHAKE).once());
      X509Certificate expired = shown(rig);
      assertThat(expired.getNotAfter().toInstant()).isBefore(java.time.Instant.now());
      assertThat(names(expired)).contains("localhost");
      X509Certificate foreign = shown(rig);
      assertThat(names(foreign)).contains("another-host.example.com").doesNotContain("localhost");
      foreign.checkValidity();
      X509Certificate good = shown(rig);
      good.checkValidity();
      assertThat(names(good)).contains("localhost");
    }
  }

  @Test
  void aTlsHandshakeIsResetOrEnded() throws Exception {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.reset().at(FaultPoint.TLS_HANDSHAKE).once());
      assertThatThrownBy(() -> shown(rig)).isInstanceOf(SocketException.class);
      faults(rig).add(Fault.fin().at(FaultPoint.TLS_HANDSHAKE).once());
      assertThatThrownBy(() -> shown(rig)).isInstanceOf(IOException.class);
      faults(rig).add(Fault.reset().at(FaultPoint.TLS_HANDSHAKE));
      assertThat(status(rig)).as("plain text").isEqualTo(101);
    }
  }

  @Test
  void aTlsHandshakeIsAnsweredLate() throws Exception {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.delay(Duration.ofSeconds(3)).at(FaultPoint.TLS_HANDSHAKE).once());
      CompletableFuture<String> late =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return names(shown(rig));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      faulted(rig);
      await().until(() -> time.pending() > 0);
      assertThat(late).isNotDone();
      time.advance(Duration.ofSeconds(3));
      assertThat(late.join()).contains("localhost");
    }
  }

  @Test
  void aTlsHandshakeIsNeverAnswered() throws Exception {
    try (Rig rig = rig();
        Socket socket = new Socket("localhost", rig.url().getPort())) {
      faults(rig).add(Fault.silence().at(FaultPoint.TLS_HANDSHAKE).once());
      SSLSocket tls =
          (SSLSocket)
              SSLContext.getDefault()
                  .getSocketFactory()
                  .createSocket(socket, "localhost", socket.getPort(), true);
      tls.setSoTimeout(100);
      assertThatThrownBy(tls::startHandshake).hasMessageContaining("timed out");
      faulted(rig);
    }
  }

  private static HttpResponse<String> admin(Rig rig, String rule) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(rig.emulator().baseUrl().resolve("/_emulator/faults"))
                .POST(HttpRequest.BodyPublishers.ofString(rule))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void aRuleThatWouldShutTheAdminApiOutNeedsAnEnd() throws Exception {
    try (Rig rig = rig()) {
      HttpResponse<String> refused = admin(rig, "{\"fault\":\"reset\",\"at\":\"ACCEPT\"}");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("strikes the admin API as well");
      assertThat(admin(rig, "{\"fault\":\"reset\",\"at\":\"ACCEPT\",\"times\":1}").statusCode())
          .isEqualTo(201);
      assertThatThrownBy(() -> status(rig)).isInstanceOf(SocketException.class);
      assertThatThrownBy(
              () -> Fault.reset().at(FaultPoint.ACCEPT).forApi(rig.emulator().baseUrl().toString()))
          .hasMessageContaining("A fault at ACCEPT cannot be for the api");
    }
  }
}
