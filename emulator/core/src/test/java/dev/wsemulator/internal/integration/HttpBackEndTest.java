package dev.wsemulator.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.testing.BackEndServer;
import java.lang.ref.Reference;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What is left of an HTTP client. */
@Isolated("It looks at every thread of the JVM.")
class HttpBackEndTest {
  private static Set<Thread> clients() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("HttpClient-\\d+-SelectorManager"))
        .collect(Collectors.toSet());
  }

  @Test
  void itsThreadEndsWithIt() throws Exception {
    Set<Thread> others = clients();
    HttpBackEnd http = new HttpBackEnd();
    try (BackEndServer server = new BackEndServer()) {
      URI uri = URI.create(server.url("/"));
      assertThat(http.send(new HttpBackEnd.Call("GET", uri, Map.of(), new byte[0])).get().status())
          .isEqualTo(200);
    }
    Set<Thread> own = clients();
    own.removeAll(others);
    assertThat(own).hasSize(1).allMatch(Thread::isAlive);
    http.close();
    await()
        .until(
            () -> {
              System.gc();
              return own.stream().noneMatch(Thread::isAlive);
            });
    Reference.reachabilityFence(http); // it has to end because of close
  }
}
