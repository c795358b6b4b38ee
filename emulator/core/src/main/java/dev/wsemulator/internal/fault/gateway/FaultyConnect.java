package dev.wsemulator.internal.fault.gateway;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.IntermediaryAnswer;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.DisconnectMode;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.CallTarget;
import dev.wsemulator.internal.fault.ConnectionTarget;
import dev.wsemulator.internal.fault.ProxyPage;
import dev.wsemulator.internal.fault.TriggeredFault;
import dev.wsemulator.internal.gateway.ConnectFlow;
import dev.wsemulator.internal.gateway.ConnectFlow.Decision;
import dev.wsemulator.internal.integration.event.ConnectRequest;
import dev.wsemulator.time.TimeSource;
import java.io.EOFException;
import java.util.concurrent.CompletableFuture;

/**
 * Handles a handshake, with the faults of {@link FaultPoint#HANDSHAKE} and {@link
 * FaultPoint#CONNECTING}.
 *
 * @param connect the flow without faults
 * @param faults the rules
 * @param time the clock
 */
public record FaultyConnect(ConnectFlow connect, ActiveFaults faults, TimeSource time) {

  /**
   * Returns the decision about a handshake; fails if the client is lost before there can be one.
   *
   * @param request the handshake
   * @param client the client that waits
   */
  public CompletableFuture<Decision> run(ConnectRequest request, HandshakeClient client) {
    faults.arrived(request.facts());
    TriggeredFault triggered = faults.next(FaultPoint.HANDSHAKE, request.facts());
    if (triggered == null) {
      return connected(request, client);
    }
    CompletableFuture<Decision> decision = new CompletableFuture<>();
    triggered.strike(new Target(this, request, client, decision));
    return decision;
  }

  private static final class Target extends CallTarget {
    private final FaultyConnect story;
    private final ConnectRequest request;
    private final HandshakeClient client;
    private final CompletableFuture<Decision> decision;

    Target(
        FaultyConnect story,
        ConnectRequest request,
        HandshakeClient client,
        CompletableFuture<Decision> decision) {
      super(
          story.time,
          () -> story.follow(request, client, decision),
          status -> decision.complete(story.connect.failed(request, status)));
      this.story = story;
      this.request = request;
      this.client = client;
      this.decision = decision;
    }

    /** No decision follows: the gateway does not see the request. */
    @Override
    public void answer(IntermediaryAnswer answer) {
      story.connect.intercepted(request, answer.status());
      client.answer(ProxyPage.of(answer));
    }

    @Override
    public void answerRaw(byte[] bytes) {
      story.connect.lost(request);
      client.answerRaw(bytes);
    }

    @Override
    public void reset() {
      lose(DisconnectMode.RESET);
    }

    @Override
    public void fin() {
      lose(DisconnectMode.FIN);
    }

    @Override
    public void silence() {
      story.connect.lost(request);
    }

    private void lose(DisconnectMode how) {
      story.connect.lost(request);
      client.lose(how);
      decision.completeExceptionally(new EOFException("The client is lost by a fault."));
    }
  }

  private void follow(
      ConnectRequest request, HandshakeClient client, CompletableFuture<Decision> decision) {
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

  private CompletableFuture<Decision> connected(ConnectRequest request, HandshakeClient client) {
    Facts facts = request.facts();
    if (!faults.none()) {
      TriggeredFault triggered =
          faults.next(FaultPoint.CONNECTING, ActiveFaults.occasion(facts).withRoute("$connect"));
      if (triggered != null) {
        triggered.strike(new ConnectionTarget(client::lose, status -> {}));
      }
    }
    return connect.run(request);
  }
}
