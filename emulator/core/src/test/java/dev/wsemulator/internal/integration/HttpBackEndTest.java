package dev.wsemulator.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.testing.BackEndServer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What is left of an HTTP client. */
@Isolated("It looks at every thread of the JVM.")
class HttpBackEndTest {
  private static long clients() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("HttpClient-\\d+-SelectorManager"))
        .count();
  }

  @Test
  void itsThreadEndsWithIt() throws Exception {
    long before = clients();
    try (BackEndServer server = new BackEndServer();
        HttpBackEnd http = new HttpBackEnd()) {
      URI uri = URI.create(server.url("/"));
      assertThat(http.send(new HttpBackEnd.Call("GET", uri, Map.of(), new byte[0])).get().status())
          .isEqualTo(200);
    }
    await()
        .until(
            () -> {
              System.gc();
              return clients() <= before;
            });
  }
}
