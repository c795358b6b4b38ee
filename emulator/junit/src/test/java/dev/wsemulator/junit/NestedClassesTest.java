package dev.wsemulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.WebSocketApi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JUnit calls a static extension of the outer class again for every nested class. */
class NestedClassesTest {

  @RegisterExtension
  static final EmulatorExtension OUTER =
      EmulatorExtension.of(builder -> builder.api(WebSocketApi.builder("chat").build()));

  private static WebSocketApiEmulator first;

  @BeforeAll
  static void rememberTheFirst() {
    first = OUTER.emulator();
  }

  @Nested
  class One {
    @Test
    void aNestedClassUsesTheEmulatorOfItsOuterClass(TestClient client) {
      assertThat(OUTER.emulator()).isSameAs(first);
    }
  }

  @Nested
  class Another {
    @Test
    void theEmulatorOutlivesANestedClass(TestClient client) {
      assertThat(OUTER.emulator()).isSameAs(first);
    }
  }
}
