package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.Outcome.Failure;
import dev.wsemulator.journal.Reason;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** The outcome of a request to an HTTP back end. */
final class HttpOutcomes {
  private HttpOutcomes() {}

  /**
   * Returns the outcome; after the deadline it is a timeout, and reading stops.
   *
   * @param sent the request that was sent
   * @param uri where to
   * @param deadline how long the gateway waits
   * @param outcome makes an outcome of the answer
   */
  static CompletableFuture<Outcome> of(
      CompletableFuture<BackendResponse> sent,
      URI uri,
      IntegrationDeadline deadline,
      Function<BackendResponse, Outcome> outcome) {
    CompletableFuture<Outcome> made =
        sent.thenApply(outcome).exceptionally(failure -> failed(failure, uri));
    made.whenComplete((known, failure) -> sent.cancel(true)); // used if it was aborted
    return deadline.await(
        made, () -> FunctionOutcomes.timedOut("The back end at " + place(uri), deadline));
  }

  private static Outcome failed(Throwable failure, URI uri) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
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
