package dev.wsemulator.internal.source.stream;

import dev.wsemulator.internal.source.InvalidPatternException;
import dev.wsemulator.journal.Reason;
import java.time.Duration;

/** Why records of streams did not reach their functions. */
final class StreamReasons {
  private StreamReasons() {}

  static Reason unwanted(String patterns) {
    return Reason.of(
            "record-filtered", "The filter of the event source mapping does not want the record.")
        .expected("One of the patterns " + Reason.quoted(patterns) + ".")
        .found("The record was passed over without an invocation, as on AWS.")
        .advice("Change FilterCriteria if the function should get it.");
  }

  static Reason unusablePattern(InvalidPatternException problem) {
    return Reason.of(
            "unusable-stream-filter",
            "The event source mapping is not in use: its filter is no pattern.")
        .found(String.valueOf(problem.getMessage()))
        .advice("Correct FilterCriteria.");
  }

  static Reason noStream() {
    return Reason.of(
            "no-stream", "The event source mapping is not in use: there is no such stream.")
        .expected("The stream of a table of this stack, with the ARN that Fn::GetAtt returns.")
        .advice("Add a StreamSpecification to the table, and name its StreamArn.");
  }

  static Reason tooOld(Duration most) {
    return Reason.of("record-too-old", "The record was abandoned because of its age.")
        .expected("An age of at most %d seconds.".formatted(most.toSeconds()))
        .advice("Correct the function, or change MaximumRecordAgeInSeconds.");
  }

  static Reason exhausted(int retries) {
    return Reason.of("record-retries-exhausted", "The batch was abandoned after its last retry.")
        .found("The function has failed %d times.".formatted(retries + 1))
        .advice("Correct the function, or change MaximumRetryAttempts.");
  }

  static Reason notDelivered(Throwable problem) {
    return Reason.of(
            "failure-not-delivered", "The destination for failures did not get its record.")
        .found(String.valueOf(problem.getMessage()))
        .advice("Correct DestinationConfig.OnFailure, or add the queue or the topic.");
  }

  static Reason throttled() {
    return Reason.of("stream-throttled", "The function was throttled.")
        .found("The batch is sent again later; its shard waits.")
        .advice("Raise the function's concurrency, or lower ParallelizationFactor.");
  }

  static Reason noFunction(String name) {
    return Reason.of("stream-function-missing", "There is no function %s.".formatted(name))
        .found("The batch is sent again later; its shard waits.")
        .advice("Correct FunctionName of the event source mapping.");
  }

  static Reason unusableAnswer(String problem) {
    return Reason.of(
            "unusable-stream-response",
            "The function's answer does not say which records of its batch have failed.")
        .expected(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"<SequenceNumber>\"}]}, or nothing.")
        .found(problem + " The whole batch counts as failed, as on AWS.")
        .advice("Correct the answer, or remove ReportBatchItemFailures.");
  }

  static Reason noState() {
    return Reason.of("no-window-state", "The function's answer has no state of its window.")
        .expected(
            "{\"state\":{...}} as the answer to each batch, because of TumblingWindowInSeconds.")
        .found("The batch counts as failed, as on AWS.")
        .advice("Return the state, or remove TumblingWindowInSeconds.");
  }
}
