package dev.wsemulator.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.drop.Drop;
import dev.wsemulator.junit.drop.NetworkStalls;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong between clients and API Gateway. */
class NetworkScenariosIT {
  private static final OrderApp SHOP = new OrderApp();

  @RegisterExtension static final EmulatorExtension EXTENSION = SHOP.extension();

  @AfterEach
  void clear() {
    SHOP.clear();
  }

  private static URI url() {
    return EXTENSION.emulator().webSocketUrl();
  }

  private static void pass(Duration duration) {
    EXTENSION.emulator().time().advance(duration);
  }

  @NetworkStalls
  @Repeatedly
  void aClientThatGivesUpAndOrdersAgainHasOrderedTwice(Drop drop) {
    try (TestClient stalled = TestClient.connect(url())) {
      drop.begin();
      OrderApp.order(stalled, "a");
      pass(Duration.ofSeconds(10)); // which the client takes for long enough
      try (TestClient again = TestClient.connect(url())) {
        OrderApp.order(again, "a");
        assertThat(again.next()).isEqualTo("1 taken");
        pass(Duration.ofSeconds(20));
        assertThat(stalled.next()).isEqualTo("2 taken");
      }
    }
  }

  @NetworkStalls
  @Repeatedly
  void aClientThatOrdersAgainWithTheSameIdHasOrderedOnce(Drop drop) {
    try (TestClient stalled = TestClient.connect(url())) {
      drop.begin();
      OrderApp.orderCarefully(stalled, "a");
      pass(Duration.ofSeconds(10));
      try (TestClient again = TestClient.connect(url())) {
        OrderApp.orderCarefully(again, "a");
        assertThat(again.next()).isEqualTo("1 taken");
        pass(Duration.ofSeconds(20));
        assertThat(stalled.next()).isEqualTo("1 taken");
      }
    }
  }
}
