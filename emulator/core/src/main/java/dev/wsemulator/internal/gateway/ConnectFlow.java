package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.integration.ConnectCall;
import dev.wsemulator.internal.integration.ConnectRequest;
import dev.wsemulator.internal.integration.RequestStamp;
import dev.wsemulator.internal.routing.DeployedRoute;
import dev.wsemulator.internal.routing.Outcome;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.time.TimeSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The story of a handshake: {@code $connect} runs while the upgrade waits, and decides about it.
 * Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">$connect
 *     and $disconnect</a>
 */
public final class ConnectFlow {

  /** What becomes of a handshake. */
  public sealed interface Decision {
    /**
     * The upgrade goes on.
     *
     * @param subprotocol what {@code $connect} chose, or {@code null}
     */
    record Accepted(@Nullable String subprotocol) implements Decision {}

    /**
     * The upgrade is refused.
     *
     * @param status the HTTP status
     * @param message the message of the body; {@code null} for an empty body
     */
    record Refused(int status, @Nullable String message) implements Decision {}
  }

  private final Journal journal;
  private final TimeSource time;

  ConnectFlow(Journal journal, TimeSource time) {
    this.journal = journal;
    this.time = time;
  }

  /** Returns the decision about the handshake, when {@code $connect} has ended. */
  public CompletableFuture<Decision> run(ConnectRequest request) {
    DeployedRoute route = request.facts().stage().connectRoute();
    CompletableFuture<Decision> decision =
        route == null || route.target() == null
            ? CompletableFuture.completedFuture(new Decision.Accepted(null))
            : route
                .target()
                .call(new ConnectCall(request, RequestStamp.at(time.now())))
                .thenApply(ConnectFlow::decide);
    return decision.thenApply(made -> journalled(made, request));
  }

  private static Decision decide(Outcome outcome) {
    int status = outcome.status();
    if (outcome instanceof Outcome.Failed failed) {
      return new Decision.Refused(status, failed.failure().message());
    }
    if (outcome instanceof Outcome.Answered answered && status >= 200 && status < 300) {
      return new Decision.Accepted(answered.header("Sec-WebSocket-Protocol").orElse(null));
    }
    boolean possible = status >= 300 && status <= 999;
    return possible
        ? new Decision.Refused(status, null)
        : new Decision.Refused(502, GatewayResponses.INTERNAL_SERVER_ERROR);
  }

  private Decision journalled(Decision decision, ConnectRequest request) {
    int status = decision instanceof Decision.Refused refused ? refused.status() : 101;
    var facts = request.facts();
    journal.add(
        new JournalEntry.Handshake(
            time.now(),
            facts.connectionId(),
            facts.stage().api().apiId(),
            facts.stage().stage().stageName(),
            status));
    return decision;
  }
}
