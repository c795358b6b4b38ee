package dev.wsemulator.internal.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import org.junit.jupiter.api.Test;

/** Addresses that cannot be listened on are refused in words that say what to do. */
class AddressTest {
  private static EmulatorBuilder at(String host) {
    return WebSocketApiEmulator.builder().host(host);
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() {
    assertThatThrownBy(() -> at("203.0.113.7").start())
        .hasMessage(
            "Cannot listen on 203.0.113.7:0: it is not an address of this machine. Choose another"
                + " host, such as 127.0.0.1.");
  }

  @Test
  void anUnknownHostIsNamed() {
    assertThatThrownBy(() -> at("no-such-host.invalid").start())
        .hasMessageContaining("there is no host of this name");
  }

  @Test
  void aPortInUseIsNamed() {
    try (WebSocketApiEmulator first = at("127.0.0.1").start()) {
      int port = first.port();
      assertThatThrownBy(() -> at("127.0.0.1").port(port).start())
          .hasMessageStartingWith("Cannot listen on 127.0.0.1:" + port)
          .hasMessageEndingWith("Choose another port, or 0 for a free one.")
          .hasMessageNotContaining("..");
    }
  }
}
