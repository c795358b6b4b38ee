package dev.wsemulator.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What is left when everything is closed. */
@Isolated("It looks at every thread of the JVM.")
class ThreadsTest {
  private static List<String> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("wsemulator") && !name.equals("wsemulator-timers"))
        .toList();
  }

  @Aws("DC-01")
  @Test
  void noThreadIsLeftAfterClose() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      client.text("hi");
      assertThat(client.read().text()).isEqualTo("hi");
      assertThat(ours()).isNotEmpty();
    }
    await().untilAsserted(() -> assertThat(ours()).isEmpty());
  }
}
