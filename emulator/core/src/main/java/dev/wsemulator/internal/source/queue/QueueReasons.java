package dev.wsemulator.internal.source.queue;

import dev.wsemulator.internal.source.InvalidPatternException;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.lambda.InvocationAnswer;

/** Why messages of queues did not reach their functions, or came back. */
final class QueueReasons {
  private QueueReasons() {}

  static Reason unwanted(String patterns) {
    return Reason.of(
            "message-filtered", "The filter of the event source mapping does not want the message.")
        .expected("One of the patterns " + Reason.quoted(patterns) + ".")
        .found("The message was deleted without an invocation, as on AWS.")
        .advice("Change FilterCriteria if the function should get it.");
  }

  static Reason unusablePattern(InvalidPatternException problem) {
    return Reason.of(
            "unusable-filter", "The event source mapping is not in use: its filter is no pattern.")
        .found(problem.getMessage())
        .advice("Correct FilterCriteria.");
  }

  static Reason notInvoked(InvocationAnswer.Kind kind) {
    boolean isThrottled = kind == InvocationAnswer.Kind.THROTTLED;
    return Reason.of(
            "batch-not-invoked",
            isThrottled ? "The function was throttled." : "There is no such function.")
        .found("The messages come back when their visibility timeout is over.")
        .advice(
            isThrottled
                ? "Raise the function's concurrency, or set a maximum concurrency of the event source mapping."
                : "Correct the function's name in the event source mapping.");
  }

  static Reason unusableAnswer(String problem) {
    return Reason.of(
            "unusable-batch-response",
            "The function's answer does not say which messages of its batch have failed.")
        .expected("{\"batchItemFailures\":[{\"itemIdentifier\":\"<messageId>\"}]}, or nothing.")
        .found(problem + " The whole batch counts as failed, as on AWS.")
        .advice("Correct the answer, or remove ReportBatchItemFailures.");
  }
}
