package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.connection.ClientChannel.Message;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Identifiers;
import dev.wsemulator.internal.deployment.DeployedRoute;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.RouteTelemetry;
import dev.wsemulator.internal.gateway.AccessEntry.RequestEnd;
import dev.wsemulator.internal.integration.event.MessageCall;
import dev.wsemulator.internal.integration.event.RequestStamp;
import dev.wsemulator.internal.logging.RequestRecord.GatewayError;
import dev.wsemulator.internal.metrics.RequestError;
import dev.wsemulator.internal.routing.RouteSelector;
import dev.wsemulator.internal.throttling.Throttle;
import dev.wsemulator.journal.Body;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Handles a client's message: selects the route, validates the message, calls the integration, and
 * responds if the route is two-way or something failed. Thread-safe; never blocks, so the reader
 * thread may call it and messages are dispatched in order of arrival.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-routes-integrations.html">Routes
 *     and integrations</a>
 */
public final class MessageFlow {
  private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

  private final Journal journal;
  private final TimeSource time;
  private final RequestTelemetry calls;
  private final int messageBytes;
  private final Executor threads;
  private final OrderedMessages ordered = new OrderedMessages();

  MessageFlow(Gateway.Running running, Executor threads) {
    this.journal = running.journal();
    this.time = running.time();
    this.calls = new RequestTelemetry(journal, time);
    this.messageBytes = running.quotas().messageBytes();
    this.threads = threads;
  }

  /** Dispatches a message and returns at once. */
  public void run(Connection connection, String body) {
    long begin = time.nanos();
    RequestStamp stamp = AccessEntry.stamp(connection.stage(), time.now());
    connection.active(stamp.at(), time.nanos());
    DeployedRoute route = RouteSelector.select(connection.stage(), body);
    String routeKey = route == null ? null : route.route().routeKey();
    journal.add(
        new JournalEntry.MessageReceived(
            stamp.at(), connection.id(), stamp.requestId(), routeKey, Body.of(body)));
    RouteTelemetry telemetry =
        route == null ? connection.stage().parts().telemetry() : route.telemetry();
    telemetry.log().begun(stamp.requestId(), routeKey, false);
    telemetry.log().received(stamp.requestId(), connection.id());
    String messageId = Identifiers.messageId(connection.id());
    Request request =
        new Request(
            connection, route, messageId, AccessEntry.stamp(stamp, telemetry), telemetry, begin);
    if (isQuick(route)) {
      proceed(request, body);
    } else if (keepsOrder(route)) {
      CompletableFuture<Void> end = new CompletableFuture<>();
      ordered.run(connection, () -> onAnotherThread(request, body, end), end);
    } else {
      onAnotherThread(request, body, new CompletableFuture<>());
    }
  }

  private static boolean keepsOrder(@Nullable DeployedRoute route) {
    return route != null && route.invoker() != null && route.invoker().keepsOrder();
  }

  /** Models and templates are their owner's, so a reader thread does not run them. */
  private static boolean isQuick(@Nullable DeployedRoute route) {
    return route == null
        || route.check() == null && (route.invoker() == null || route.invoker().isQuick());
  }

  private void onAnotherThread(Request request, String body, CompletableFuture<Void> end) {
    try {
      threads.execute(
          () -> {
            CompletableFuture<Void> handled = NOTHING;
            try {
              handled = proceed(request, body);
            } finally {
              handled.whenComplete((nothing, failure) -> end.complete(null));
            }
          });
    } catch (RejectedExecutionException e) {
      request
          .telemetry()
          .log()
          .failed(request.stamp().requestId(), "The emulator is being closed.");
      ended(request, 500, Reason.of("closing", "The emulator is being closed."));
      end.complete(null);
    }
  }

  /** Handles a message; the future is completed when it is handled. */
  private CompletableFuture<Void> proceed(Request request, String body) {
    MessageRefusal refusal = refusal(request, body);
    if (refusal == null) {
      return call(request, body);
    }
    refuse(request, refusal);
    return NOTHING;
  }

  private void refuse(Request request, MessageRefusal refusal) {
    request.telemetry().metrics().ended(RequestError.ofGateway(refusal.status()));
    GatewayError error = refusal.error();
    String problem = error.validationErrorString();
    String more = problem == null ? "" : ": " + problem;
    request.telemetry().log().failed(request.stamp().requestId(), error.message() + more);
    end(request, RequestEnd.refused(refusal.status(), error));
    ended(request, refusal.status(), refusal.why());
    send(
        request.connection(),
        told(request, Objects.requireNonNull(error.message()))); // not counted (REC-120)
  }

  /** Records the result of a message: a failure before its client receives it. */
  private void ended(Request request, int status, @Nullable Reason why) {
    journal.add(
        new JournalEntry.RequestEnded(
            time.now(),
            request.connection().id(),
            request.stamp().requestId(),
            request.routeKey(),
            status,
            Duration.ofNanos(time.nanos() - request.begin()),
            why));
  }

  private record Request(
      Connection connection,
      @Nullable DeployedRoute route,
      String messageId,
      RequestStamp stamp,
      RouteTelemetry telemetry,
      long begin) {
    @Nullable String routeKey() {
      return route == null ? null : route.route().routeKey();
    }
  }

  private record MessageRefusal(int status, GatewayError error, Reason why) {
    static MessageRefusal of(int status, String message, String type, Reason why) {
      return new MessageRefusal(status, new GatewayError(message, type, null), why);
    }
  }

  /** Returns why the message does not get as far as a back end, or {@code null}. */
  private static @Nullable MessageRefusal refusal(Request request, String body) {
    DeployedRoute route = request.route();
    Throttle throttle =
        route == null ? request.connection().stage().parts().throttle() : route.throttle();
    Reason exhausted = throttle.refusal();
    if (exhausted != null) {
      return MessageRefusal.of(429, GatewayResponses.TOO_MANY_REQUESTS, "THROTTLED", exhausted);
    }
    if (route == null) {
      Reason why = RouteSelector.unmatched(request.connection().stage(), body);
      return MessageRefusal.of(403, GatewayResponses.FORBIDDEN, "DEFAULT_4XX", why);
    }
    if (route.check() != null) {
      Optional<String> problem = route.check().problem(body);
      if (problem.isPresent()) {
        String message = GatewayResponses.INVALID_REQUEST_BODY;
        return new MessageRefusal(
            400,
            new GatewayError(message, "BAD_REQUEST_BODY", problem.get()),
            MessageReasons.invalid(request.routeKey(), problem.get()));
      }
    }
    return route.invoker() == null
        ? MessageRefusal.of(
            500,
            GatewayResponses.INTERNAL_SERVER_ERROR,
            "API_CONFIGURATION_ERROR",
            MessageReasons.noIntegration(request.routeKey()))
        : null;
  }

  private CompletableFuture<Void> call(Request request, String body) {
    DeployedRoute route = Objects.requireNonNull(request.route());
    RouteTelemetry telemetry = request.telemetry();
    MessageCall call =
        new MessageCall(
            request.connection().facts(),
            route.route().routeKey(),
            new MessageCall.Message(body, request.stamp(), telemetry.log()),
            request.messageId());
    telemetry.metrics().message();
    if (telemetry.log().showsPayloads()) {
      telemetry.log().received(call.requestId(), call.connectionId(), call.event());
    }
    return calls
        .call(Objects.requireNonNull(route.invoker()), call, telemetry)
        .thenAccept(
            called -> {
              end(request, called.end());
              answer(request, called.outcome(), called.end().status());
            });
  }

  private static void end(Request request, RequestEnd end) {
    new AccessEntry("MESSAGE", request.routeKey(), request.messageId(), request.stamp())
        .write(request.connection().facts(), end);
    request
        .telemetry()
        .log()
        .answered(request.stamp().requestId(), request.connection().id(), end.status());
  }

  /** Sends the client what it is sent. */
  private void answer(Request request, Outcome outcome, int status) {
    if (outcome instanceof Outcome.Failed failed) {
      ended(request, status, failed.why());
      reply(request, told(request, failed.failure().message()));
    } else if (Objects.requireNonNull(request.route()).route().respondsToClient()) {
      respond(request, (Outcome.Answered) outcome);
    } else {
      boolean isEmpty = ((Outcome.Answered) outcome).body().isEmpty();
      ended(request, status, isEmpty ? null : MessageReasons.oneWay(request.routeKey()));
    }
  }

  private void respond(Request request, Outcome.Answered response) {
    Message message = Message.of(response.body(), request.stamp().requestId());
    if (message.length() > messageBytes) {
      ended(request, response.status(), MessageReasons.tooLong(message.length(), messageBytes));
      reply(request, told(request, GatewayResponses.INTERNAL_SERVER_ERROR));
    } else {
      boolean isSent = reply(request, message);
      ended(request, response.status(), isSent ? null : MessageReasons.notSent());
    }
  }

  /** Sends an answer to what was counted, and counts it. */
  private boolean reply(Request request, Message message) {
    boolean isSent = send(request.connection(), message);
    if (isSent) {
      request.telemetry().metrics().message();
    }
    return isSent;
  }

  private static Message told(Request request, String message) {
    String requestId = request.stamp().requestId();
    return Message.of(
        GatewayResponses.text(message, request.connection().id(), requestId), requestId);
  }

  private boolean send(Connection connection, Message message) {
    Instant now = time.now(); // before the client receives it
    long nanos = time.nanos();
    boolean isSent = connection.send(message);
    if (isSent) {
      connection.active(now, nanos);
    }
    return isSent;
  }
}
