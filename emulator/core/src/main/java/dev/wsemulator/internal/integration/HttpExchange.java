package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.integration.CompiledTransformation.Prepared;
import dev.wsemulator.internal.integration.CompiledTransformation.TransformationException;
import dev.wsemulator.internal.mapping.TemplateInput;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * A request to an HTTP endpoint, and what becomes of it: transformed, sent, logged, awaited.
 *
 * @param stageTransformation what happens to the request and to the answer
 * @param clock how long the gateway waits
 * @param http sends the request
 */
record HttpExchange(
    StageTransformation stageTransformation, HttpInvoker.Clock clock, HttpBackEnd http) {

  /**
   * Sends the request.
   *
   * @param call makes the call of what the transformation has prepared
   * @param outcome makes an outcome of the response
   */
  CompletableFuture<Outcome> send(
      IntegrationRequest request,
      BiFunction<Prepared, TemplateInput, HttpBackEnd.Call> call,
      BiFunction<BackendResponse, TemplateInput, Outcome> outcome) {
    TemplateInput input = stageTransformation.input(request);
    IntegrationDeadline deadline = clock.deadline();
    try {
      HttpBackEnd.Call made =
          call.apply(stageTransformation.transformation().prepare(input), input);
      IntegrationLog log = IntegrationLog.of(request, clock.time());
      log.sent(made.uri().toString(), made.headers(), made.body());
      return HttpOutcomes.of(
          http.send(made),
          made.uri(),
          deadline,
          response -> {
            log.answered(response);
            return outcome.apply(response, input);
          });
    } catch (TransformationException e) {
      return CompletableFuture.completedFuture(e.outcome());
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(
          CompiledTransformation.configurationError(
                  e.getMessage(), MappingReasons.badRequest(e.getMessage()))
              .outcome());
    }
  }
}
