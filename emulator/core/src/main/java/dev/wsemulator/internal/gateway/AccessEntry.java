package dev.wsemulator.internal.gateway;

import dev.wsemulator.api.Stage.ApiKey;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.ConnectionAccess;
import dev.wsemulator.internal.connection.ConnectionAccess.Authorized;
import dev.wsemulator.internal.connection.ConnectionAccess.Caller;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.RouteTelemetry;
import dev.wsemulator.internal.function.invocation.InvocationId;
import dev.wsemulator.internal.integration.event.RequestStamp;
import dev.wsemulator.internal.logging.AccessLog;
import dev.wsemulator.internal.logging.RequestRecord;
import dev.wsemulator.internal.logging.RequestRecord.AuthorizedAs;
import dev.wsemulator.internal.logging.RequestRecord.CallerIdentity;
import dev.wsemulator.internal.logging.RequestRecord.Client;
import dev.wsemulator.internal.logging.RequestRecord.Endpoint;
import dev.wsemulator.internal.logging.RequestRecord.GatewayError;
import dev.wsemulator.internal.logging.RequestRecord.Iam;
import dev.wsemulator.internal.logging.RequestRecord.Ids;
import dev.wsemulator.internal.logging.RequestRecord.IntegrationCall;
import dev.wsemulator.internal.logging.RequestRecord.Phases;
import dev.wsemulator.internal.logging.RequestRecord.Request;
import dev.wsemulator.internal.logging.RequestRecord.Result;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The line of a request in the access log of its stage.
 *
 * @param eventType {@code CONNECT}, {@code MESSAGE} or {@code DISCONNECT}
 * @param routeKey the route, or {@code null} if none took it
 * @param messageId the message's id, or {@code null}
 * @param stamp the request's identity
 */
record AccessEntry(
    String eventType, @Nullable String routeKey, @Nullable String messageId, RequestStamp stamp) {

  /**
   * The outcome of a request.
   *
   * @param status its status
   * @param error what the gateway says went wrong, or {@code null}
   * @param call the back end's part, or {@code null}
   * @param phases the checks before it, or {@code null}
   */
  record RequestEnd(
      int status,
      @Nullable GatewayError error,
      @Nullable IntegrationCall call,
      @Nullable Phases phases) {

    static RequestEnd refused(int status, GatewayError error) {
      return new RequestEnd(status, error, null, null);
    }

    /** Returns the end of a request whose back end was called. */
    static RequestEnd called(Outcome outcome, @Nullable String invocationId, long latencyMillis) {
      GatewayError error = null;
      String detail = null;
      if (outcome instanceof Outcome.Failed failed) {
        String told = failed.failure().message();
        error = new GatewayError(told, GatewayResponses.type(failed.failure()), null);
        detail = failed.detail();
      }
      return new RequestEnd(
          outcome.status(), error, new IntegrationCall(latencyMillis, invocationId, detail), null);
    }

    /** Returns this with the checks before the back end. */
    RequestEnd with(@Nullable Phases checks) {
      return new RequestEnd(status, error, call, checks);
    }
  }

  /** Returns the identity of a new request; if it is logged, its invocation can be named. */
  static RequestStamp stamp(DeployedStage stage, Instant now) {
    AccessLog log = stage.parts().accessLog();
    RequestStamp stamp = RequestStamp.at(now);
    return log == null || !log.isOn() ? stamp : named(stamp);
  }

  private static RequestStamp named(RequestStamp stamp) {
    return stamp.invocationId() == null ? stamp.withInvocation(InvocationId.next()) : stamp;
  }

  /** Returns the identity of a request whose route is known: its log, too, names invocations. */
  static RequestStamp stamp(RequestStamp stamp, RouteTelemetry telemetry) {
    return telemetry.log().namesInvocations() ? named(stamp) : stamp;
  }

  /** Writes the entry, if the client's stage has an access log. */
  void write(Facts facts, RequestEnd end) {
    AccessLog log = facts.stage().parts().accessLog();
    if (log == null || !log.isOn()) {
      return;
    }
    log.write(
        new RequestRecord(
            new Endpoint(
                facts.stage().api().apiId(), facts.stage().stage().stageName(), facts.domainName()),
            client(facts),
            new Request(
                Ids.of(stamp.requestId()),
                eventType,
                routeKey,
                messageId,
                stamp.requestTime(),
                stamp.at().toEpochMilli()),
            new Result(end.status(), end.error(), end.call(), end.phases())));
  }

  private static Client client(Facts facts) {
    ConnectionAccess access = facts.access();
    ApiKey key = access.apiKey();
    Caller caller = access.caller();
    Authorized authorized = access.authorizer();
    return new Client(
        facts.connectionId(),
        facts.connectedAt().toEpochMilli(),
        new CallerIdentity(
            facts.identity().sourceIp(),
            facts.identity().userAgent(),
            key == null ? null : key.value(),
            key == null ? null : key.id(),
            caller == null
                ? null
                : new Iam(
                    caller.accountId(), caller.userId(), caller.userId(), caller.userArn(), null)),
        authorized == null
            ? null
            : new AuthorizedAs(authorized.principalId(), authorized.context()));
  }
}
