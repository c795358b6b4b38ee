package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.Fault.Kind;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.DisconnectMode;
import dev.wsemulator.internal.function.TriggeredFault;
import dev.wsemulator.internal.gateway.ConnectFlow;
import dev.wsemulator.internal.gateway.ConnectFlow.Decision;
import dev.wsemulator.internal.integration.event.ConnectRequest;
import dev.wsemulator.time.TimeSource;
import java.io.EOFException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The story of a handshake, with the faults of {@link FaultPoint#HANDSHAKE} and {@link
 * FaultPoint#CONNECTING}.
 *
 * @param connect the story without faults
 * @param faults the rules
 * @param time the clock
 */
public record FaultyConnect(ConnectFlow connect, ActiveFaults faults, TimeSource time) {

  /**
   * Returns the decision about a handshake; fails if the client is lost before there can be one.
   *
   * @param request the handshake
   * @param client lets the client's TCP connection fail
   */
  public CompletableFuture<Decision> run(ConnectRequest request, Consumer<DisconnectMode> client) {
    faults.arrived(request.facts());
    TriggeredFault triggered = faults.next(FaultPoint.HANDSHAKE, request.facts());
    return triggered == null
        ? connected(request, client)
        : triggered.doing(() -> act(triggered.fault(), request, client));
  }

  private CompletableFuture<Decision> act(
      Fault fault, ConnectRequest request, Consumer<DisconnectMode> client) {
    CompletableFuture<Decision> decision = new CompletableFuture<>();
    switch (fault.kind()) {
      case DELAY -> time.after(fault.delay(), () -> follow(request, client, decision));
      case ANSWER -> decision.complete(connect.failed(request, fault.number()));
      case SILENCE -> {
        // The client waits as long as it likes.
      }
      default -> {
        client.accept(mode(fault));
        decision.completeExceptionally(new EOFException("The client is lost on purpose."));
      }
    }
    return decision;
  }

  private void follow(
      ConnectRequest request,
      Consumer<DisconnectMode> client,
      CompletableFuture<Decision> decision) {
    connected(request, client)
        .whenComplete(
            (made, failure) -> {
              if (failure == null) {
                decision.complete(made);
              } else {
                decision.completeExceptionally(failure);
              }
            });
  }

  private CompletableFuture<Decision> connected(
      ConnectRequest request, Consumer<DisconnectMode> client) {
    Facts facts = request.facts();
    if (!faults.none()) {
      TriggeredFault triggered =
          faults.next(FaultPoint.CONNECTING, ActiveFaults.occasion(facts).withRoute("$connect"));
      if (triggered != null) {
        triggered.run(() -> client.accept(mode(triggered.fault())));
      }
    }
    return connect.run(request);
  }

  private static DisconnectMode mode(Fault fault) {
    return fault.kind() == Kind.RESET ? DisconnectMode.RESET : DisconnectMode.FIN;
  }
}
