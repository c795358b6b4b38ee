package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.api.HttpAuthorizer;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.invocation.InvocationId;
import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.httpapi.authorizer.RouteDecision.ClientError;
import dev.wsemulator.internal.httpapi.event.AuthorizerInput;
import dev.wsemulator.internal.httpapi.event.EventV1;
import dev.wsemulator.internal.httpapi.event.EventV2;
import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.internal.httpapi.event.Identity;
import dev.wsemulator.internal.httpapi.event.RouteMatch;
import dev.wsemulator.internal.iam.PolicyDocument.Decision;
import dev.wsemulator.internal.integration.CalledFunction;
import dev.wsemulator.internal.integration.FunctionReasons;
import dev.wsemulator.internal.integration.IntegrationDeadline;
import dev.wsemulator.internal.integration.IntegrationInvokers;
import dev.wsemulator.internal.integration.InvokePermissions.Invoker;
import dev.wsemulator.journal.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code CUSTOM}: a function says who may enter. Its answers count for a while, for requests with
 * the same identity, and for every route that has the authorizer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html">Lambda
 *     authorizers</a>
 */
final class FunctionAuthorizer implements RouteAuthorizer {
  private static final String INVOKE = "execute-api:Invoke";

  private final HttpAuthorizer authorizer;
  private final IntegrationInvokers invokers;
  private final RouteAuthorizerContext context;
  private final List<RequestIdentitySource> sources;
  private final AnswerCache cache;

  /**
   * Creates it.
   *
   * @param cache keeps the answers
   */
  FunctionAuthorizer(
      HttpAuthorizer authorizer,
      IntegrationInvokers invokers,
      RouteAuthorizerContext context,
      AnswerCache cache) {
    this.authorizer = authorizer;
    this.invokers = invokers;
    this.context = context;
    this.sources = authorizer.identitySources().stream().map(RequestIdentitySource::parse).toList();
    this.cache = cache;
  }

  @Override
  public CompletableFuture<RouteDecision> admit(HttpCall call, RouteMatch match) {
    List<String> values = sources.stream().map(source -> source.value(call)).toList();
    Optional<Reason> why = unfit(values);
    if (why.isPresent()) {
      return decided(new RouteDecision.Refused(ClientError.UNAUTHORIZED, why.get()));
    }
    String key = call.target().stage().stageName() + "\n" + String.join("\n", values);
    FunctionAuthorizerAnswer known = values.isEmpty() ? null : cache.find(key);
    return known == null
        ? ask(call, match, new AuthorizerInput(context.arn(call), values), key)
        : decided(decide(call, known, 0));
  }

  private Optional<Reason> unfit(List<String> values) {
    List<String> missing =
        sources.stream()
            .filter(source -> values.get(sources.indexOf(source)).isEmpty())
            .map(source -> source.kind() + " " + source.name())
            .toList();
    if (!missing.isEmpty()) {
      return Optional.of(FunctionAuthorizerReasons.missing(authorizer, missing));
    }
    String pattern = authorizer.tokenPattern();
    boolean isOther =
        authorizer.type() == HttpAuthorizer.Type.TOKEN
            && !pattern.isEmpty()
            && !String.join(",", values).matches(pattern);
    return isOther
        ? Optional.of(FunctionAuthorizerReasons.otherForm(authorizer))
        : Optional.empty();
  }

  private CompletableFuture<RouteDecision> ask(
      HttpCall call, RouteMatch match, AuthorizerInput input, String key) {
    CalledFunction called =
        invokers.function(
            authorizer.callee().functionName(),
            call.target().stage().variables(),
            new Invoker(
                call.target().api().apiId() + "/authorizers/" + authorizer.id(),
                authorizer.callee().credentialsArn()));
    DeployedFunction function = called.deployed();
    Optional<Reason> refusal =
        function == null ? Optional.of(called.missing()) : called.refusal(function);
    if (function == null || refusal.isPresent()) {
      return decided(failed(call, refusal.orElseThrow()));
    }
    InvocationRequest request =
        new InvocationRequest(
            event(call, match, input),
            call.origin(match.route()),
            InvocationId.next(),
            called.qualifier());
    IntegrationDeadline deadline =
        IntegrationDeadline.of(HttpIntegration.MAX_REST_TIMEOUT, context.waiting());
    long begin = context.time().nanos();
    CompletableFuture<RouteDecision> admission =
        function
            .invoke(request)
            .thenApply(
                result ->
                    read(
                        call,
                        function,
                        result,
                        new Asked(key, (context.time().nanos() - begin) / 1_000_000)));
    return deadline.await(
        admission, () -> failed(call, FunctionAuthorizerReasons.late(authorizer)));
  }

  /** What was asked, and how long the answer took. */
  private record Asked(String key, long millis) {}

  private byte[] event(HttpCall call, RouteMatch match, AuthorizerInput input) {
    if (authorizer.type() == HttpAuthorizer.Type.TOKEN) {
      return EventV1.ofToken(input);
    }
    boolean isFirst = call.target().isRest() || authorizer.format() == PayloadFormat.V1;
    return isFirst
        ? EventV1.ofAuthorizer(call, match, input, context.accountId())
        : EventV2.ofAuthorizer(call, match, input, context.accountId());
  }

  private RouteDecision read(
      HttpCall call, DeployedFunction function, InvocationResult result, Asked asked) {
    if (result instanceof InvocationResult.Success success) {
      Optional<FunctionAuthorizerAnswer> answer =
          FunctionAuthorizerAnswer.parse(success.payload(), authorizer.hasSimpleResponses());
      if (answer.isEmpty()) {
        return failed(call, FunctionAuthorizerReasons.malformed(authorizer, success.payload()));
      }
      cache.keep(asked.key(), answer.get());
      return decide(call, answer.get(), asked.millis());
    }
    boolean saysUnauthorized =
        result instanceof InvocationResult.Failed failed
            && "Unauthorized".equals(failed.error().errorMessage());
    return saysUnauthorized
        ? new RouteDecision.Refused(
            ClientError.UNAUTHORIZED, FunctionAuthorizerReasons.unauthorized(authorizer))
        : failed(call, FunctionReasons.of(function, result));
  }

  private RouteDecision decide(HttpCall call, FunctionAuthorizerAnswer answer, long millis) {
    if (answer.policy() == null) {
      return Boolean.TRUE.equals(answer.isAuthorized())
          ? admitted(call, answer, millis)
          : new RouteDecision.Refused(
              ClientError.FORBIDDEN, FunctionAuthorizerReasons.no(authorizer));
    }
    String arn = context.arn(call);
    Decision decision = answer.policy().decide(INVOKE, arn, context.conditionKeys(call));
    if (decision == Decision.ALLOWED) {
      return admitted(call, answer, millis);
    }
    boolean isDenied = decision == Decision.DENIED;
    Reason why = FunctionAuthorizerReasons.byPolicy(authorizer, answer.policy(), isDenied, arn);
    if (!call.target().isRest()) {
      return new RouteDecision.Refused(ClientError.FORBIDDEN, why);
    }
    String text =
        "User is not authorized to access this resource "
            + (isDenied
                ? "with an explicit deny in an identity-based policy"
                : "because no identity-based policy allows the execute-api:Invoke action");
    return new RouteDecision.Refused(new ClientError(403, text, "AccessDeniedException"), why);
  }

  private static RouteDecision admitted(
      HttpCall call, FunctionAuthorizerAnswer answer, long millis) {
    Map<String, @Nullable Object> first = answer.texts();
    if (call.target().isRest()) {
      first.put("integrationLatency", millis);
    }
    Map<String, @Nullable Object> second = new LinkedHashMap<>();
    second.put("lambda", answer.values());
    return new RouteDecision.Admitted(new Identity(first, second, null));
  }

  private static RouteDecision failed(HttpCall call, Reason why) {
    ClientError error =
        call.target().isRest()
            ? new ClientError(500, null, "AuthorizerConfigurationException")
            : new ClientError(500, "Internal Server Error", "");
    return new RouteDecision.Refused(error, why);
  }

  private static CompletableFuture<RouteDecision> decided(RouteDecision admission) {
    return CompletableFuture.completedFuture(admission);
  }
}
