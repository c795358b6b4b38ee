package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class DisconnectTest {
  private final FakeDynamoDb dynamoDb = FakeDynamoDb.with("c1=", "c2=");
  private final FakeInvocation invocation = new FakeInvocation();
  private final Disconnect disconnect = new Disconnect(dynamoDb::table);

  @Test
  void onlyTheClosedConnectionIsRemovedAndItsReasonLogged() {
    Map<String, Object> request =
        Map.of(
            "connectionId", "c1=", "disconnectStatusCode", 1001, "disconnectReason", "Going away");
    disconnect.handleRequest(Map.of("requestContext", request), invocation);
    assertThat(dynamoDb.items).containsOnlyKeys("c2=");
    assertThat(invocation.logged).singleElement().asString().contains("c1=", "1001 Going away");
  }

  @Test
  void eventWithoutAConnectionIsRefused() {
    assertThatThrownBy(() -> disconnect.handleRequest(Map.of(), invocation))
        .hasMessageContaining("requestContext.connectionId");
  }
}
