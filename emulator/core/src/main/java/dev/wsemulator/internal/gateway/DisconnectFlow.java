package dev.wsemulator.internal.gateway;

import dev.wsemulator.api.Route;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.ConnectionLimits;
import dev.wsemulator.internal.connection.Connections;
import dev.wsemulator.internal.connection.Delivery;
import dev.wsemulator.internal.deployment.DeployedRoute;
import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.RouteTelemetry;
import dev.wsemulator.internal.gateway.AccessEntry.RequestEnd;
import dev.wsemulator.internal.gateway.Gateway.Running;
import dev.wsemulator.internal.gateway.RequestTelemetry.Called;
import dev.wsemulator.internal.integration.event.DisconnectCall;
import dev.wsemulator.internal.integration.event.RequestStamp;
import dev.wsemulator.internal.logging.RequestRecord.GatewayError;
import dev.wsemulator.internal.metrics.RequestError;
import dev.wsemulator.internal.metrics.RouteMetrics;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Handles the end of a connection, the only exit: whichever side ends it, {@code $disconnect} runs
 * once, from here. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">$connect
 *     and $disconnect</a>
 */
public final class DisconnectFlow {
  private final Connections connections;
  private final ConnectionLimits limits;
  private final Journal journal;
  private final TimeSource time;
  private final RequestTelemetry calls;
  private final Delivery delivery;
  private final Executor threads;
  private final Set<CompletableFuture<?>> running = ConcurrentHashMap.newKeySet();

  /**
   * Creates it.
   *
   * @param threads run mapping templates, as the thread that has seen the end does not
   */
  DisconnectFlow(
      Connections connections, ConnectionLimits limits, Executor threads, Running running) {
    this.connections = connections;
    this.limits = limits;
    this.threads = threads;
    this.journal = running.journal();
    this.time = running.time();
    this.calls = new RequestTelemetry(journal, time);
    this.delivery = running.delivery();
  }

  /**
   * Forgets the connection and dispatches {@code $disconnect}; does nothing if it was forgotten
   * before.
   */
  public void run(Connection connection, CloseCause status) {
    if (!connections.remove(connection)) {
      return;
    }
    limits.forget(connection);
    RequestStamp stamp = AccessEntry.stamp(connection.stage(), time.now());
    journal.add(
        new JournalEntry.Closed(
            stamp.at(),
            connection.id(),
            stamp.requestId(),
            status.code(),
            status.reason(),
            status.why()));
    DeployedRoute route = connection.stage().disconnectRoute();
    if (route != null && route.invoker() != null) {
      RequestStamp named = AccessEntry.stamp(stamp, route.telemetry());
      delivery.deliver(connection, () -> dispatch(connection, route, status, named));
    } else {
      RouteMetrics metrics = connection.stage().parts().implied().disconnect();
      metrics.message();
      metrics.ended(RequestError.NONE);
    }
  }

  private void dispatch(
      Connection connection, DeployedRoute route, CloseCause status, RequestStamp stamp) {
    RouteTelemetry telemetry = route.telemetry();
    telemetry.log().begun(stamp.requestId(), "$disconnect", false);
    Reason exhausted = route.throttle().refusal();
    if (exhausted != null) {
      telemetry.metrics().ended(RequestError.CLIENT);
      String message = GatewayResponses.TOO_MANY_REQUESTS;
      telemetry.log().failed(stamp.requestId(), message);
      GatewayError error = new GatewayError(message, GatewayResponses.type(429, message), null);
      entry(stamp).write(connection.facts(), RequestEnd.refused(429, error));
      ended(new Ended(connection.id(), stamp, time.nanos()), 429, exhausted);
      return;
    }
    telemetry.metrics().message();
    DisconnectCall call = new DisconnectCall(connection.facts(), status, stamp, telemetry.log());
    Ended request = new Ended(connection.id(), stamp, time.nanos());
    CompletableFuture<Void> ended = new CompletableFuture<>();
    running.add(ended);
    ended.whenComplete((outcome, failure) -> running.remove(ended));
    IntegrationInvoker invoker = Objects.requireNonNull(route.invoker());
    Executor where = invoker.isQuick() ? Runnable::run : threads;
    CompletableFuture.completedFuture(invoker)
        .thenComposeAsync(called -> calls.call(called, call, telemetry), where)
        .thenAccept(called -> note(call, called, request))
        .whenComplete((nothing, failure) -> ended.complete(null));
  }

  private void note(DisconnectCall call, Called called, Ended request) {
    RequestEnd end = called.end();
    CloseCause status = call.status();
    call.log()
        .disconnected(
            call.requestId(),
            call.connectionId(),
            end.status(),
            status.code() + ": " + status.reason());
    entry(call.stamp()).write(call.facts(), end);
    Reason why = called.outcome() instanceof Outcome.Failed failed ? failed.why() : null;
    ended(request, end.status(), why);
  }

  /** A request, and when it began. */
  private record Ended(String connectionId, RequestStamp stamp, long begin) {}

  private void ended(Ended request, int status, @Nullable Reason why) {
    journal.add(
        new JournalEntry.RequestEnded(
            time.now(),
            request.connectionId(),
            request.stamp().requestId(),
            Route.DISCONNECT,
            status,
            Duration.ofNanos(time.nanos() - request.begin()),
            why));
  }

  private static AccessEntry entry(RequestStamp stamp) {
    return new AccessEntry("DISCONNECT", "$disconnect", null, stamp);
  }

  /** Returns a future that completes when every {@code $disconnect} dispatched so far has ended. */
  CompletableFuture<Void> idle() {
    return CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
  }
}
