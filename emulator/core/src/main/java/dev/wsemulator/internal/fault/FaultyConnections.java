package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connections;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.management.ConnectionsEndpoint;
import dev.wsemulator.internal.routing.DeployedStage;
import java.util.Optional;

/**
 * {@code @connections}, with the faults of {@link FaultPoint#CONNECTIONS_CALL} and {@link
 * FaultPoint#CONNECTIONS_ANSWER}. A call about a connection that is gone fails by itself.
 *
 * @param endpoint what answers without faults
 * @param connections the open connections
 * @param faults the rules
 */
public record FaultyConnections(
    ConnectionsEndpoint endpoint, Connections connections, ActiveFaults faults) {

  /** Answers a call, as the endpoint or as a fault has it. */
  public HttpResponse call(DeployedStage stage, String connectionId, HttpRequest request) {
    Optional<Connection> connection = connections.find(connectionId);
    Optional<Fault> before = fault(FaultPoint.CONNECTIONS_CALL, connection);
    if (before.isPresent()) {
      return endpoint.failed(connectionId, request.method(), before.get().number());
    }
    HttpResponse answer = endpoint.call(stage, connectionId, request);
    return fault(FaultPoint.CONNECTIONS_ANSWER, connection)
        .map(after -> endpoint.failed(connectionId, request.method(), after.number()))
        .orElse(answer);
  }

  private Optional<Fault> fault(FaultPoint point, Optional<Connection> connection) {
    return connection.map(Connection::facts).map(facts -> faults.next(point, facts));
  }
}
