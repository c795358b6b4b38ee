package dev.wsemulator.internal.authorizer;

import dev.wsemulator.internal.authorizer.AuthorizationDecision.Admitted;
import dev.wsemulator.internal.authorizer.AuthorizationDecision.Refused;
import dev.wsemulator.internal.connection.ConnectionAccess;
import dev.wsemulator.internal.connection.ConnectionAccess.Authorized;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.invocation.InvocationId;
import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.iam.PolicyDocument.Decision;
import dev.wsemulator.internal.iam.PolicyReasons;
import dev.wsemulator.internal.integration.CalledFunction;
import dev.wsemulator.internal.integration.FunctionReasons;
import dev.wsemulator.internal.integration.IntegrationDeadline;
import dev.wsemulator.internal.integration.event.ConnectCall;
import dev.wsemulator.internal.logging.RequestRecord.AuthorizerCall;
import dev.wsemulator.internal.logging.RequestRecord.Phase;
import dev.wsemulator.internal.logging.RequestRecord.Phases;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code CUSTOM}: a function says who may enter. Its results are never cached (AU-21).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">Lambda
 *     authorizers</a>
 */
final class LambdaAuthorizer implements ConnectAuthorizer {
  private static final String INVOKE = "execute-api:Invoke";

  private final String name;
  private final CalledFunction called;
  private final List<IdentitySource> sources;
  private final ConnectAuthorizers.AuthorizerContext authorizerContext;

  LambdaAuthorizer(
      String name,
      CalledFunction called,
      List<IdentitySource> sources,
      ConnectAuthorizers.AuthorizerContext authorizerContext) {
    this.name = name;
    this.called = called;
    this.sources = sources;
    this.authorizerContext = authorizerContext;
  }

  @Override
  public CompletableFuture<AuthorizationDecision> admit(ConnectCall call) {
    List<IdentitySource> missing =
        sources.stream().filter(source -> !source.isPresent(call)).toList();
    if (!missing.isEmpty()) {
      Reason why = AuthorizerReasons.missing(name, missing);
      return decided(noted(Refused.unauthorized("An identity source is missing", why), null));
    }
    call.log().authorizing(call.requestId(), name);
    DeployedFunction function = called.deployed();
    if (function == null) {
      return notInvoked(called.missing());
    }
    Optional<Reason> refusal = called.refusal(function);
    if (refusal.isPresent()) {
      return notInvoked(refusal.get());
    }
    IntegrationDeadline deadline = authorizerContext.deadline();
    TimeSource time = authorizerContext.time();
    long begin = time.nanos();
    String arn = authorizerContext.connectArn(call);
    String id = InvocationId.next();
    CompletableFuture<AuthorizationDecision> decision =
        function
            .invoke(
                new InvocationRequest(
                    call.authorizerEvent(arn), call.origin(), id, called.qualifier()))
            .thenApply(
                result -> {
                  long millis = Duration.ofNanos(time.nanos() - begin).toMillis();
                  return noted(
                      decide(function, result, new Asked(call, arn, millis)),
                      new FunctionCall(millis, id));
                });
    return deadline.await(
        decision,
        () ->
            noted(
                Refused.failed("The authorizer took too long", AuthorizerReasons.late(name)),
                null));
  }

  private static CompletableFuture<AuthorizationDecision> notInvoked(Reason why) {
    return decided(noted(Refused.failed("Invalid permissions on Lambda function", why), null));
  }

  private record FunctionCall(long millis, String requestId) {}

  /** Adds to a decision what is logged of it, and of the function's answer if there was one. */
  private static AuthorizationDecision noted(
      AuthorizationDecision decision, @Nullable FunctionCall answer) {
    Refused refused = decision instanceof Refused one ? one : null;
    Long millis = answer == null ? null : answer.millis();
    Phase phase =
        refused == null
            ? new Phase(null, millis, 200)
            : new Phase(refused.detail(), millis, refused.status());
    AuthorizerCall called =
        answer == null
            ? new AuthorizerCall(phase, null, null, null)
            : new AuthorizerCall(phase, millis, 200, answer.requestId());
    Phases phases = new Phases(null, null, called, null);
    return refused == null
        ? new Admitted(
            ((Admitted) decision).access(), ((Admitted) decision).usageIdentifierKey(), phases)
        : refused.with(phases);
  }

  private record Asked(ConnectCall call, String arn, long millis) {}

  private static CompletableFuture<AuthorizationDecision> decided(
      AuthorizationDecision authorizationDecision) {
    return CompletableFuture.completedFuture(authorizationDecision);
  }

  private AuthorizationDecision decide(
      DeployedFunction function, InvocationResult result, Asked asked) {
    if (result instanceof InvocationResult.Success success) {
      Optional<AuthorizerResult> answer =
          AuthorizerResult.parse(success.payload(), authorizerContext.maxResultBytes());
      return answer
          .map(allowed -> decide(allowed, asked))
          .orElseGet(
              () ->
                  Refused.failed(
                      "Invalid JSON in the authorizer's response",
                      AuthorizerReasons.malformed(name, success.payload())));
    }
    boolean saysUnauthorized =
        result instanceof InvocationResult.Failed failed
            && "Unauthorized".equals(failed.error().errorMessage());
    return saysUnauthorized
        ? Refused.unauthorized("Unauthorized", AuthorizerReasons.unauthorized(name))
        : Refused.failed("The authorizer's function failed", FunctionReasons.of(function, result));
  }

  private AuthorizationDecision decide(AuthorizerResult result, Asked asked) {
    var identity = asked.call().request().facts().identity();
    Map<String, String> keys =
        authorizerContext.conditionKeys(identity.sourceIp(), identity.userAgent());
    Decision decision = result.policy().decide(INVOKE, asked.arn(), keys);
    if (decision != Decision.ALLOWED) {
      return Refused.denied(
          "User is not authorized to access this resource "
              + (decision == Decision.DENIED
                  ? "with an explicit deny in an identity-based policy"
                  : "because no identity-based policy allows the execute-api:Invoke action"),
          PolicyReasons.ofAuthorizer(
              name, result.policy(), decision == Decision.DENIED, asked.arn()));
    }
    Authorized authorized = new Authorized(result.principalId(), result.context(), asked.millis());
    return new Admitted(
        new ConnectionAccess(authorized, null, null), result.usageIdentifierKey(), null);
  }
}
