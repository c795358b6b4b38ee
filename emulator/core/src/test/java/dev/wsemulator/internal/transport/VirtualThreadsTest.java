package dev.wsemulator.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Functions on virtual threads, which not every JVM has. */
class VirtualThreadsTest {
  private static Rig rig(AtomicReference<String> thread) {
    return new Rig()
        .also(builder -> builder.virtualThreads(true))
        .twoWay(
            "$default",
            event -> {
              thread.set(Thread.currentThread().toString());
              return Rig.echoed(event);
            });
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Virtual threads come with JDK 21.")
  void functionsRunOnVirtualThreadsWhereTheyAreAskedFor() throws Exception {
    AtomicReference<String> thread = new AtomicReference<>();
    try (Rig rig = rig(thread).start();
        RawClient client = rig.open()) {
      client.text("hi");
      assertThat(client.read().text()).isEqualTo("hi");
    }
    assertThat(thread.get()).startsWith("VirtualThread[").contains("wsemulator-function-");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "This JVM has virtual threads.")
  void aJvmWithoutVirtualThreadsSaysSo() {
    assertThatThrownBy(() -> rig(new AtomicReference<>()).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no virtual threads. Use JDK 21 or later");
  }
}
