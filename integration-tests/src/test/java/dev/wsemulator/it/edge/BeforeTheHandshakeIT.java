package dev.wsemulator.it.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.journal.JournalEntry.Faulted;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients report of TCP connections and TLS handshakes that fail. */
class BeforeTheHandshakeIT {
  private final EdgeApp app = new EdgeApp();

  @AfterEach
  void close() {
    app.close();
  }

  private void add(String fault, String at) throws Exception {
    app.admin(
        "POST", "faults", "{\"fault\":\"%s\",\"at\":\"%s\",\"times\":1}".formatted(fault, at));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, each -> each != null, Throwable::getCause);
  }

  @Test
  void aConnectionThatIsResetOrHangsWhenItIsAcceptedFailsAndTheNextOneWorks() throws Exception {
    URI url = app.emulator().webSocketUrl();
    app.admin("POST", "faults", "{\"fault\":\"reset\",\"at\":\"ACCEPT\",\"times\":1}");
    app.connect(url).socket().abort(); // the JDK's client tries again on its own
    app.admin("POST", "faults", "{\"fault\":\"reset\",\"at\":\"ACCEPT\",\"times\":100}");
    assertThat(app.refusal(url)).isInstanceOf(IOException.class);
    assertThat(app.emulator().journal().entries(Faulted.class)).hasSizeGreaterThan(2);
    app.emulator().faults().clear(); // a call of the admin API would be reset
    add("silence", "ACCEPT");
    assertThat(app.refusal(url, Duration.ofMillis(300)))
        .isInstanceOf(java.net.http.HttpTimeoutException.class);
    app.connect(url).socket().abort();
  }

  @Test
  void tlsClientsRejectCertificatesThatHaveExpiredOrAreOfAnotherHost() throws Exception {
    URI secure = URI.create(app.emulator().webSocketUrl().toString().replace("ws://", "wss://"));
    add("expired-certificate", "TLS_HANDSHAKE");
    assertThat(causes(app.refusal(secure))).anyMatch(SSLHandshakeException.class::isInstance);
    add("foreign-certificate", "TLS_HANDSHAKE");
    assertThat(causes(app.refusal(secure)).map(String::valueOf))
        .anyMatch(text -> text.contains("No subject alternative"));
    add("reset", "TLS_HANDSHAKE");
    assertThat(app.refusal(secure)).isInstanceOf(IOException.class);
    app.connect(secure).socket().abort();
  }
}
