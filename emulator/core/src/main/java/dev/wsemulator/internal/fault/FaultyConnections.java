package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connections;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.management.ConnectionsEndpoint;
import dev.wsemulator.time.TimeSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code @connections}, with the faults of {@link FaultPoint#CONNECTIONS_CALL} and {@link
 * FaultPoint#CONNECTIONS_ANSWER}. A call about a connection that is gone fails by itself.
 *
 * @param endpoint what answers without faults
 * @param connections the open connections
 * @param faults the rules
 * @param time the clock
 */
public record FaultyConnections(
    ConnectionsEndpoint endpoint, Connections connections, ActiveFaults faults, TimeSource time) {

  /** One call. */
  private record Call(
      @Nullable Connection connection, HttpRequest request, Consumer<HttpResponse> caller) {}

  /**
   * Has a call answered, by the endpoint or as a fault has it.
   *
   * @param stage what it is made through
   * @param connectionId what it is about
   * @param request the call
   * @param caller gets the answer; never does if the call hangs
   */
  public void call(
      DeployedStage stage,
      String connectionId,
      HttpRequest request,
      Consumer<HttpResponse> caller) {
    if (faults.none()) {
      caller.accept(endpoint.call(stage, connectionId, request));
      return;
    }
    Optional<Connection> found = connections.find(connectionId);
    Call call = new Call(found.orElse(null), request, caller);
    at(
        FaultPoint.CONNECTIONS_CALL,
        call,
        () -> {
          HttpResponse answer = endpoint.call(stage, connectionId, request);
          at(FaultPoint.CONNECTIONS_ANSWER, call, () -> caller.accept(answer));
        });
  }

  private void at(FaultPoint point, Call call, Runnable proceed) {
    Connection connection = call.connection();
    TriggeredFault triggered = connection == null ? null : faults.next(point, connection.facts());
    if (connection == null || triggered == null) {
      proceed.run();
    } else {
      String method = call.request().method();
      triggered.strike(
          new CallTarget(
              time,
              proceed,
              status -> call.caller().accept(endpoint.failed(connection.id(), method, status))));
    }
  }
}
