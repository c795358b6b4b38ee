package dev.wsemulator.internal.function;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.concurrent.CompletionCause;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.lambda.AsyncConfig.Destinations;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.lambda.InvocationOutcome.Condition;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tells destinations and dead-letter queues how asynchronous invocations ended, and the journal
 * which events were abandoned. Thread-safe.
 *
 * @param functions invokes functions that are destinations
 * @param messenger sends to all other destinations
 */
record OutcomeDestinations(
    FunctionInvoker functions, FunctionDependencies.Messenger messenger, Journal journal) {

  /** Tells all that want to hear of it. */
  void tell(OutcomeRecord outcome) {
    Destinations destinations = outcome.event().config().destinations();
    if (outcome.isSuccess()) {
      destinations.onSuccess().ifPresent(arn -> send(outcome, arn));
      return;
    }
    String name = outcome.event().function().definition().name();
    outcome
        .event()
        .function()
        .log()
        .warn("Function {}: an event is dropped after the last retry.", name);
    drop(outcome, outcome.functionArn(), givenUp(outcome, name));
    destinations.deadLetters().ifPresent(arn -> bury(outcome, arn));
    destinations.onFailure().ifPresent(arn -> send(outcome, arn));
  }

  private void send(OutcomeRecord outcome, String arn) {
    byte[] message = outcome.message(arn);
    Arn target = Arn.parse(arn).orElse(null);
    if (target != null && target.service().equals("lambda")) {
      String function = target.resource().replaceFirst("^function:", "");
      deliver(outcome, arn, invoke(function, message));
    } else {
      deliver(outcome, arn, messenger.send(arn, message, Map.of()));
    }
  }

  /** Lambda does not wait for a function that is a destination; it only has to be there. */
  private CompletionStage<Void> invoke(String function, byte[] message) {
    CompletableFuture<Void> queued = new CompletableFuture<>();
    functions
        .invokeAsync(function, message)
        .thenAccept(
            ended -> {
              if (ended.condition() == Condition.FUNCTION_NOT_FOUND) {
                queued.completeExceptionally(new IllegalStateException(ended.message()));
              }
            });
    queued.complete(null);
    return queued;
  }

  private void bury(OutcomeRecord outcome, String arn) {
    deliver(
        outcome, arn, messenger.send(arn, outcome.event().request().event(), outcome.attributes()));
  }

  private void deliver(OutcomeRecord outcome, String arn, CompletionStage<Void> delivery) {
    delivery.whenComplete(
        (delivered, failure) -> {
          if (failure == null) {
            journal.add(new SourceEntry.EventsSent(outcome.at(), outcome.functionArn(), arn, 1, 1));
          } else {
            Throwable cause = CompletionCause.of(failure);
            drop(outcome, arn, unreachable(arn, cause));
          }
        });
  }

  private void drop(OutcomeRecord outcome, String target, Reason why) {
    journal.add(new SourceEntry.EventsDropped(outcome.at(), outcome.functionArn(), target, 1, why));
  }

  private static Reason givenUp(OutcomeRecord outcome, String function) {
    Reason what =
        outcome.condition() == Condition.EVENT_AGE_EXCEEDED
            ? Reason.of(
                "event-too-old",
                "An event of the function %s is abandoned: it has become too old."
                    .formatted(function))
            : Reason.of(
                "event-retries-exhausted",
                "An event of the function %s is abandoned after its last attempt."
                    .formatted(function));
    return what.expected("The function returns without an error.")
        .found(
            "After %d attempts: %s"
                .formatted(outcome.event().attempts(), Reason.quoted(outcome.result().message())))
        .advice(
            "See the function's log. An OnFailure destination or a DeadLetterConfig keeps such events.");
  }

  private static Reason unreachable(String arn, Throwable cause) {
    return Reason.of("destination-unreachable", "%s did not get a message.".formatted(arn))
        .found(String.valueOf(cause.getMessage()))
        .advice("Check the ARN of the destination, and that the template has what it names.");
  }
}
