package dev.wsemulator.it.example;

import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.WebSocketApiTest;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@WebSocketApiTest(
    template = "../translator-app/template.yaml",
    virtualTime = true,
    quotas = "idleTimeout=5m")
class TranslatorAppIdleIT {

  @Test
  void idleConnectionsEnd(TestClient client, TimeSource time) {
    time.advance(Duration.ofMinutes(5));
    client.expectClose(1001, "Going away");
  }
}
