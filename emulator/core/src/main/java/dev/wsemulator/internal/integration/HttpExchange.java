package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.concurrent.CompletionCause;
import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.Outcome.Failure;
import dev.wsemulator.internal.integration.CompiledTransformation.Prepared;
import dev.wsemulator.internal.integration.CompiledTransformation.TransformationException;
import dev.wsemulator.internal.mapping.TemplateInput;
import dev.wsemulator.journal.Reason;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * A request to an HTTP endpoint: transformed, sent, logged and awaited.
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
      CompletableFuture<BackendResponse> sent = http.send(made);
      CompletableFuture<Outcome> known =
          sent.thenApply(
                  response -> {
                    log.answered(response);
                    return outcome.apply(response, input);
                  })
              .exceptionally(failure -> failed(failure, made.uri()));
      return deadline
          .await(
              known,
              () -> FunctionOutcomes.timedOut("The back end at " + place(made.uri()), deadline))
          .whenComplete((result, failure) -> sent.cancel(true)); // of use if it was given up
    } catch (TransformationException e) {
      return CompletableFuture.completedFuture(e.outcome());
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(
          CompiledTransformation.configurationError(
                  e.getMessage(), MappingReasons.badRequest(e.getMessage()))
              .outcome());
    }
  }

  private static Outcome failed(Throwable failure, URI uri) {
    Throwable cause = CompletionCause.of(failure);
    if (cause instanceof BoundedBody.TooLong tooLong) {
      return new Outcome.Failed(
          Failure.BAD_ANSWER,
          "Execution failed due to configuration error: Integration response is larger than allowed"
              + " maximum of %d bytes.".formatted(tooLong.limit()),
          Reason.of(
                  "answer-too-long",
                  "The response of the back end at %s is too large.".formatted(place(uri)))
              .expected("The limit is %d bytes.".formatted(tooLong.limit()))
              .advice("Return less, for example in pages."));
    }
    return new Outcome.Failed(
        Failure.UNREACHABLE,
        "Execution failed due to a network error communicating with endpoint: " + cause,
        Reason.of("unreachable", "The back end at %s did not respond.".formatted(place(uri)))
            .found(cause.getClass().getSimpleName() + message(cause) + ".")
            .advice("Start it, or correct the integration's URI."));
  }

  private static String message(Throwable cause) {
    return cause.getMessage() == null ? "" : ": " + cause.getMessage();
  }

  /** The query is left out: it may have secrets. */
  private static String place(URI uri) {
    return "%s://%s%s".formatted(uri.getScheme(), uri.getAuthority(), uri.getRawPath());
  }
}
