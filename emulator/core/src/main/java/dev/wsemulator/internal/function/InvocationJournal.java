package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.internal.function.invocation.InvocationId;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.Rejected;
import dev.wsemulator.internal.function.invocation.InvocationResult.Success;
import dev.wsemulator.internal.function.invocation.InvocationResult.Throttled;
import dev.wsemulator.internal.function.invocation.InvocationResult.TimedOut;
import dev.wsemulator.journal.Body;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Records the invocations of one function.
 *
 * @param functionName the function
 * @param time the clock
 * @param journal where they are recorded
 */
record InvocationJournal(String functionName, TimeSource time, Journal journal) {

  void begun(Invocation invocation, boolean cold) {
    Origin origin = invocation.origin();
    journal.add(
        new JournalEntry.Invoking(
            time.now(),
            origin.connectionId(),
            origin.requestId(),
            functionName,
            invocation.requestId(),
            cold,
            Body.of(invocation.event())));
  }

  void ended(Invocation invocation, InvocationResult outcome) {
    ended(
        new Ended(
            invocation.origin(), invocation.requestId(), invocation.took(), invocation.init()),
        outcome);
  }

  /** An invocation that has not begun is over. */
  void refused(Origin origin, InvocationResult outcome) {
    ended(new Ended(origin, InvocationId.next(), Duration.ZERO, null), outcome);
  }

  private record Ended(
      Origin origin, String invocationId, Duration took, @Nullable Duration init) {}

  private void ended(Ended ended, InvocationResult outcome) {
    journal.add(
        new JournalEntry.Invoked(
            time.now(),
            ended.origin().connectionId(),
            ended.origin().requestId(),
            functionName,
            ended.invocationId(),
            ended.took(),
            ended.init(),
            words(outcome),
            result(outcome)));
  }

  /** Returns its result. */
  static Body result(InvocationResult outcome) {
    if (outcome instanceof Success success) {
      return Body.of(success.payload());
    }
    if (outcome instanceof Failed failed) {
      return Body.of(failed.error().errorType() + ": " + failed.error().errorMessage());
    }
    if (outcome instanceof Rejected rejected) {
      return Body.of(rejected.message());
    }
    return Body.of(outcome instanceof TimedOut late ? late.message() : "Rate Exceeded.");
  }

  /** Returns how it ended, in a word. */
  static String words(InvocationResult outcome) {
    if (outcome instanceof Success) {
      return "success";
    }
    if (outcome instanceof TimedOut) {
      return "timeout";
    }
    return outcome instanceof Throttled ? "throttled" : "error";
  }
}
