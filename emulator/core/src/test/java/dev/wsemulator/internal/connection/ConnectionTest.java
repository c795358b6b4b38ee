package dev.wsemulator.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.ConnectionAccess.Authorized;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.testing.Aws;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an open connection keeps, and what changes with its stage. */
class ConnectionTest {
  private static DeployedStage stage(String name) {
    WebSocketApi api = WebSocketApi.builder("test").apiId("a1b2c3d4e5").build();
    return new DeployedStage(api, Stage.of(name), null, Map.of());
  }

  private static Facts facts(String connectionId) {
    return new Facts(
            connectionId,
            stage("old"),
            new ClientIdentity("192.0.2.1", "me"),
            "chat.example.com",
            Instant.ofEpochSecond(1))
        .withAccess(
            new ConnectionAccess(new Authorized("me", Map.of("tenant", "acme"), 7), null, null));
  }

  @Test
  void whatIsBeingClosedIsNeitherFoundNorAmongTheUnclosed() {
    Connections connections = new Connections(ConnectionIds.ofThisRun());
    Connection open = new Connection(facts("open"), channel(false), 0);
    Connection closing = new Connection(facts("closing"), channel(true), 0);
    connections.add(open);
    connections.add(closing);
    assertThat(connections.find("closing")).isEmpty();
    assertThat(connections.unclosed()).containsExactly(open);
    assertThat(connections.all()).containsExactlyInAnyOrder(open, closing);
  }

  private static ClientChannel channel(boolean isClosing) {
    return (ClientChannel)
        Proxy.newProxyInstance(
            ClientChannel.class.getClassLoader(),
            new Class<?>[] {ClientChannel.class},
            (channel, method, arguments) -> isClosing);
  }

  @Aws({"AU-22", "CN-06"})
  @Test
  void aDeploymentChangesTheStageOfAConnectionAndNothingElse() {
    Facts facts = facts("gbgAbCdEfQAYKEhIjA==");
    Connection connection = new Connection(facts, null, 0);
    DeployedStage moved = stage("new");
    connection.move(moved);
    assertThat(connection.facts())
        .isEqualTo(
            new Facts(
                facts.connectionId(),
                moved,
                facts.identity(),
                facts.domainName(),
                facts.connectedAt(),
                facts.access()));
    assertThat(connection.stage()).isSameAs(moved);
  }
}
