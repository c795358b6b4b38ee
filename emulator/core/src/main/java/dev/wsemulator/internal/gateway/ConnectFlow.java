package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.authorizer.AuthorizationDecision;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.deployment.DeployedRoute;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.RouteTelemetry;
import dev.wsemulator.internal.gateway.AccessEntry.RequestEnd;
import dev.wsemulator.internal.integration.event.ConnectCall;
import dev.wsemulator.internal.integration.event.ConnectRequest;
import dev.wsemulator.internal.integration.event.RequestStamp;
import dev.wsemulator.internal.logging.RequestRecord.GatewayError;
import dev.wsemulator.internal.metrics.RequestError;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Handles a handshake: throttling, authorization, API key, required parameters and {@code
 * $connect}, one after the other while the upgrade waits. Thread-safe; never blocks.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">$connect
 *     and $disconnect</a>
 */
public final class ConnectFlow {

  /** The decision about a handshake. */
  public sealed interface Decision {
    /**
     * The upgrade continues.
     *
     * @param facts what is known of the client
     * @param subprotocol what {@code $connect} chose, or {@code null}
     */
    record Accepted(Facts facts, @Nullable String subprotocol) implements Decision {}

    /**
     * The upgrade is refused.
     *
     * @param status the HTTP status
     * @param message what the gateway says; empty where {@code $connect} has refused it
     * @param body the body with the message, or that of {@code $connect}; may be empty
     * @param requestId the request's id
     * @param why why, for the author of the API
     */
    record Refused(int status, String message, String body, String requestId, Reason why)
        implements Decision {}
  }

  /** What the journal says of a client that was lost before it was answered. */
  private static final int UNANSWERED = 0;

  private final StageAdmission entrances;
  private final Journal journal;
  private final TimeSource time;
  private final RequestTelemetry calls;

  ConnectFlow(StageAdmission entrances, Journal journal, TimeSource time) {
    this.entrances = entrances;
    this.journal = journal;
    this.time = time;
    this.calls = new RequestTelemetry(journal, time);
  }

  /**
   * Returns the decision about the handshake, once throttling, authorization, API key and {@code
   * $connect} are done.
   */
  public CompletableFuture<Decision> run(ConnectRequest request) {
    RouteTelemetry telemetry = telemetry(request.facts().stage());
    RequestStamp stamp =
        AccessEntry.stamp(AccessEntry.stamp(request.facts().stage(), time.now()), telemetry);
    ConnectCall call = new ConnectCall(request, stamp, telemetry.log());
    DeployedRoute route = request.facts().stage().connectRoute();
    boolean needsKey = route != null && route.route().apiKeyRequired();
    telemetry.log().begun(stamp.requestId(), "$connect", needsKey);
    var client = request.facts().identity();
    telemetry.log().connecting(stamp.requestId(), client.userAgent(), client.sourceIp());
    StageAdmission.Entrance entrance = entrances.of(request.facts().stage());
    Reason exhausted = entrance.throttle().refusal();
    CompletableFuture<Ending> ending =
        exhausted == null
            ? entrance
                .authorizer()
                .admit(call)
                .thenCompose(authorizationDecision -> admitted(call, authorizationDecision))
            : CompletableFuture.completedFuture(throttled(call, telemetry, exhausted));
    return ending.thenApply(made -> finish(made, call));
  }

  /** What was decided, and what the access log says of it. */
  private record Ending(Decision decision, RequestEnd end) {
    Ending with(AuthorizationDecision authorizationDecision) {
      return new Ending(decision, end.with(authorizationDecision.phases()));
    }
  }

  /** Returns a refusal with this status, for a handshake that is made to fail, and records it. */
  public Decision failed(ConnectRequest request, int status) {
    RouteTelemetry telemetry = telemetry(request.facts().stage());
    ConnectCall call = new ConnectCall(request, RequestStamp.at(time.now()), telemetry.log());
    String message = GatewayResponses.of(status);
    GatewayError error = new GatewayError(message, GatewayResponses.type(status, message), null);
    Decision refused =
        refused(
            call,
            status,
            message,
            Reason.of("fault", "A fault rule refused the handshake with %d.".formatted(status)));
    return finish(new Ending(refused, RequestEnd.refused(status, error)), call);
  }

  /** Records a handshake that something before the gateway has answered. */
  public void intercepted(ConnectRequest request, int status) {
    Reason why =
        Reason.of(
                "fault", "A fault rule had a proxy answer the handshake with %d.".formatted(status))
            .advice("The gateway has not seen it. Clients have to expect pages of proxies.");
    record(request.facts(), RequestStamp.at(time.now()).requestId(), status, why);
  }

  private void record(Facts facts, String requestId, int status, @Nullable Reason why) {
    journal.add(
        new JournalEntry.Handshake(
            time.now(),
            facts.connectionId(),
            requestId,
            facts.stage().api().apiId(),
            facts.stage().stage().stageName(),
            status,
            why));
  }

  private static Ending throttled(ConnectCall call, RouteTelemetry telemetry, Reason why) {
    String message = GatewayResponses.TOO_MANY_REQUESTS;
    telemetry.metrics().ended(RequestError.CLIENT);
    telemetry.log().failed(call.requestId(), message);
    return new Ending(
        new Decision.Refused(429, message, GatewayResponses.body(message), call.requestId(), why),
        RequestEnd.refused(429, new GatewayError(message, "THROTTLED", null)));
  }

  private static RouteTelemetry telemetry(DeployedStage stage) {
    DeployedRoute route = stage.connectRoute();
    return route == null ? stage.parts().telemetry() : route.telemetry();
  }

  private CompletableFuture<Ending> admitted(
      ConnectCall call, AuthorizationDecision authorizationDecision) {
    boolean asked =
        authorizationDecision.phases() != null
            && authorizationDecision.phases().authorizer() != null;
    if (asked) {
      call.log()
          .authorized(
              call.requestId(), authorizationDecision instanceof AuthorizationDecision.Admitted);
    }
    if (authorizationDecision instanceof AuthorizationDecision.Refused refused) {
      return CompletableFuture.completedFuture(
          stopped(
                  call,
                  new Stop(refused.status(), refused.message(), refused.why()),
                  refused.detail())
              .with(authorizationDecision));
    }
    Facts facts =
        call.request()
            .facts()
            .withAccess(((AuthorizationDecision.Admitted) authorizationDecision).access());
    return integrated(call.withFacts(facts))
        .thenApply(ending -> ending.with(authorizationDecision));
  }

  /** How a handshake ends before its back end is called. */
  private record Stop(int status, String message, Reason why) {}

  private static Ending stopped(ConnectCall call, Stop stop, String detail) {
    int status = stop.status();
    String message = stop.message();
    telemetry(call.request().facts().stage()).metrics().ended(RequestError.ofGateway(status));
    call.log().failed(call.requestId(), detail);
    GatewayError error = new GatewayError(message, GatewayResponses.type(status, message), null);
    return new Ending(
        refused(call, status, message, stop.why()), RequestEnd.refused(status, error));
  }

  private CompletableFuture<Ending> integrated(ConnectCall call) {
    DeployedStage stage = call.request().facts().stage();
    DeployedRoute route = stage.connectRoute();
    List<String> missing = route == null ? List.of() : missing(route, call);
    if (!missing.isEmpty()) {
      String problem = "Missing required request parameters: " + missing;
      Reason why =
          Reason.of("missing-parameters", "The handshake lacks parameters.")
              .expected("The route $connect declares them as required.")
              .found("Missing: %s.".formatted(String.join(", ", missing)))
              .advice("Send them, or declare them with Required: false.");
      return CompletableFuture.completedFuture(stopped(call, new Stop(400, problem, why), problem));
    }
    IntegrationInvoker invoker = route == null ? null : route.invoker();
    if (route == null || invoker == null) {
      stage.parts().implied().connect().message();
      stage.parts().implied().connect().ended(RequestError.NONE);
      return CompletableFuture.completedFuture(
          new Ending(
              new Decision.Accepted(call.request().facts(), null),
              new RequestEnd(200, null, null, null)));
    }
    route.telemetry().metrics().connect();
    route.telemetry().metrics().message();
    return calls
        .call(invoker, call, route.telemetry())
        .thenApply(called -> new Ending(decide(call, called.outcome()), called.end()));
  }

  /** Returns the names of declared parameters that the handshake must have and has not (TM-12). */
  private static List<String> missing(DeployedRoute route, ConnectCall call) {
    return route.route().requestParameters().entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .filter(
            parameter -> {
              String name = parameter.substring(parameter.lastIndexOf('.') + 1);
              boolean inQuery = parameter.startsWith("route.request.querystring.");
              return !(inQuery ? call.query() : call.headers()).containsKey(name);
            })
        .map(parameter -> parameter.substring(parameter.lastIndexOf('.') + 1))
        .sorted()
        .toList();
  }

  private static Decision decide(ConnectCall call, Outcome outcome) {
    int status = outcome.status();
    if (outcome instanceof Outcome.Failed failed) {
      return refused(call, status, failed.failure().message(), failed.why());
    }
    if (outcome instanceof Outcome.Answered answered && status >= 200 && status < 300) {
      return new Decision.Accepted(
          call.request().facts(), answered.header("Sec-WebSocket-Protocol").orElse(null));
    }
    if (outcome instanceof Outcome.Answered answered && status >= 300 && status <= 999) {
      return new Decision.Refused(
          status, "", answered.body(), call.requestId(), ConnectReasons.refused(status));
    }
    return refused(
        call, 502, GatewayResponses.INTERNAL_SERVER_ERROR, ConnectReasons.impossible(status));
  }

  private static Decision refused(ConnectCall call, int status, String message, Reason why) {
    String connectionId = call.request().facts().connectionId();
    return new Decision.Refused(
        status,
        message,
        GatewayResponses.text(message, connectionId, call.requestId()),
        call.requestId(),
        why);
  }

  /** Records a handshake that is never answered, and for which no function runs. */
  public void lost(ConnectRequest request) {
    String requestId = RequestStamp.at(time.now()).requestId();
    record(request.facts(), requestId, UNANSWERED, ConnectReasons.lostByFault());
  }

  private Decision finish(Ending ending, ConnectCall call) {
    Facts facts = call.request().facts();
    int status = 101;
    Reason why = null;
    if (ending.decision() instanceof Decision.Refused refused) {
      status = refused.status();
      why = refused.why();
    } else if (ending.decision() instanceof Decision.Accepted accepted) {
      facts = accepted.facts();
      call.log().connected(call.requestId(), facts.connectionId());
    }
    int logged = status == 101 ? 200 : status;
    if (status == 101 && call.request().isLost().getAsBoolean()) {
      status = UNANSWERED;
      why = ConnectReasons.lost();
    }
    RequestEnd end = ending.end();
    new AccessEntry("CONNECT", "$connect", null, call.stamp())
        .write(facts, new RequestEnd(logged, end.error(), end.call(), end.phases()));
    record(facts, call.requestId(), status, why);
    return ending.decision();
  }
}
