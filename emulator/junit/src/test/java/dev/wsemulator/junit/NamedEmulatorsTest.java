package dev.wsemulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry.Handshake;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;

class NamedEmulatorsTest {

  @Nested
  @WebSocketApiTest(
      name = "orders",
      template = "src/test/resources/template.yaml",
      parameters = "StageName=orders")
  @WebSocketApiTest(
      name = "stock",
      template = "src/test/resources/template.yaml",
      parameters = "StageName=stock",
      lifecycle = WebSocketApiTest.Lifecycle.PER_METHOD)
  class OfAnnotations {
    @Test
    void eachParameterIsOfItsEmulator(
        @Emulator("orders") WebSocketApiEmulator orders,
        @Emulator("orders") Journal journal,
        @Emulator("stock") WebSocketApiEmulator stock,
        @Emulator("stock") TestClient client) {
      assertThat(orders.webSocketUrl()).hasPath("/orders");
      assertThat(stock.webSocketUrl()).hasPath("/stock").hasPort(stock.port());
      assertThat(stock.port()).isNotEqualTo(orders.port());
      assertThat(stock.journal().entries(Handshake.class))
          .extracting(Handshake::connectionId)
          .containsExactly(client.connectionId());
      assertThat(journal).isSameAs(orders.journal());
      assertThat(journal.entries(Handshake.class)).isEmpty();
    }
  }

  @Nested
  class OfExtensions {
    @RegisterExtension
    final EmulatorExtension first =
        EmulatorExtension.builder().api(WebSocketApi.builder("first").build()).build();

    @RegisterExtension
    final EmulatorExtension second =
        EmulatorExtension.builder()
            .name("second")
            .api(WebSocketApi.builder("second").build())
            .build();

    @Test
    void theOneWithoutANameIsMeantByDefault(
        WebSocketApiEmulator own, @Emulator("second") WebSocketApiEmulator other) {
      assertThat(own).isSameAs(first.emulator());
      assertThat(other).isSameAs(second.emulator());
    }
  }

  @WebSocketApiTest(name = "a", template = "src/test/resources/template.yaml")
  @WebSocketApiTest(name = "a", template = "src/test/resources/template.yaml", virtualTime = true)
  static class Twins {
    @Test
    void isNotReached() {}
  }

  @WebSocketApiTest(name = "a", template = "src/test/resources/template.yaml")
  @WebSocketApiTest(name = "b", template = "src/test/resources/template.yaml")
  static class Leaving {
    @Test
    void leavesAConnection(
        @Emulator("a") WebSocketApiEmulator a, @Emulator("b") WebSocketApiEmulator b) {
      assertThat(TestClient.connect(a.webSocketUrl()).isOpen()).isTrue();
      assertThat(TestClient.connect(b.webSocketUrl()).isOpen()).isTrue();
    }
  }

  @Test
  void namesMustDiffer() {
    assertThat(Results.of(Twins.class).failure("NamedEmulatorsTest$Twins"))
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessageContaining("has several @WebSocketApiTest with the same name");
  }

  @Test
  void whatATestLeavesInEachEmulatorIsTold() {
    Throwable failure = Results.of(Leaving.class).failure("leavesAConnection");
    assertThat(failure).isInstanceOf(LeakError.class);
    assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(LeakError.class);
  }
}
