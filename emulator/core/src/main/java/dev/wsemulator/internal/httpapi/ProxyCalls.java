package dev.wsemulator.internal.httpapi;

import dev.wsemulator.api.HttpApi.HttpStage;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.invocation.InvocationId;
import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.httpapi.HttpFlow.Result;
import dev.wsemulator.internal.httpapi.event.EventV1;
import dev.wsemulator.internal.httpapi.event.EventV2;
import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.internal.httpapi.event.Identity;
import dev.wsemulator.internal.httpapi.event.RouteMatch;
import dev.wsemulator.internal.integration.CalledFunction;
import dev.wsemulator.internal.integration.FunctionReasons;
import dev.wsemulator.internal.integration.IntegrationDeadline;
import dev.wsemulator.internal.integration.IntegrationInvokers;
import dev.wsemulator.internal.integration.InvokePermissions.Invoker;
import dev.wsemulator.journal.Reason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Calls the functions of routes. Thread-safe; no thread waits for a function.
 *
 * @param invokers finds functions
 * @param clock the time, and whose APIs they are
 */
record ProxyCalls(IntegrationInvokers invokers, HttpDependencies.Clock clock) {

  /** Calls the function of a route. */
  CompletableFuture<Result> call(
      HttpCall call, RouteMatch match, HttpIntegration.Lambda integration, Identity identity) {
    CalledFunction called = called(call, match, integration);
    DeployedFunction function = called.deployed();
    Optional<Reason> refusal =
        function == null ? Optional.of(called.missing()) : called.refusal(function);
    if (function == null || refusal.isPresent()) {
      return CompletableFuture.completedFuture(
          new Result(HttpAnswers.notInvoked(call), refusal.orElseThrow()));
    }
    byte[] event = event(call, match, integration, identity);
    InvocationRequest request =
        new InvocationRequest(
            event, call.origin(match.route()), InvocationId.next(), called.qualifier());
    IntegrationDeadline deadline = IntegrationDeadline.of(integration.timeout(), clock.waiting());
    CompletableFuture<Result> result =
        function
            .invoke(request)
            .thenApply(one -> result(call, integration.format(), function, one));
    return deadline.await(
        result,
        () ->
            new Result(
                HttpAnswers.late(call),
                HttpReasons.late(function.definition().name(), integration.timeout())));
  }

  private CalledFunction called(
      HttpCall call, RouteMatch match, HttpIntegration.Lambda integration) {
    HttpStage stage = call.target().stage();
    return invokers.function(
        integration.callee().functionName(),
        stage.variables(),
        new Invoker(source(call, match.route()), integration.callee().credentialsArn()));
  }

  /** Returns the end of the ARN by which policies of functions know a route. */
  private static String source(HttpCall call, HttpRoute route) {
    String of = call.target().api().apiId() + "/" + call.target().stage().stageName() + "/";
    return route.routeKey().equals(HttpRoute.DEFAULT)
        ? of + HttpRoute.DEFAULT
        : of + call.request().method() + route.path();
  }

  private byte[] event(
      HttpCall call, RouteMatch match, HttpIntegration.Lambda integration, Identity identity) {
    boolean isFirst = call.target().isRest() || integration.format() == PayloadFormat.V1;
    return isFirst
        ? EventV1.of(call, match, identity, clock.accountId())
        : EventV2.of(call, match, identity, clock.accountId());
  }

  private static Result result(
      HttpCall call, PayloadFormat format, DeployedFunction function, InvocationResult result) {
    if (result instanceof InvocationResult.Success success) {
      Optional<HttpResponse> response = ProxyAnswer.of(call, format, success.payload());
      return response
          .map(one -> new Result(one, null))
          .orElseGet(
              () ->
                  new Result(
                      HttpAnswers.failed(call),
                      HttpReasons.malformed(
                          function.definition().name(), call, format, success.payload())));
    }
    Reason why = FunctionReasons.of(function, result);
    if (result instanceof InvocationResult.Throttled) {
      return new Result(HttpAnswers.throttled(call), why);
    }
    boolean isTooLarge = result instanceof InvocationResult.Failed failed && failed.isTooLarge();
    return new Result(isTooLarge ? HttpAnswers.tooLarge(call) : HttpAnswers.failed(call), why);
  }
}
