package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.environment.Environments;
import dev.wsemulator.internal.function.environment.ExecutionEnvironment;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.Success;
import dev.wsemulator.internal.function.invocation.InvocationResult.Throttled;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What is done when an invocation of a function is over: its environment is free for the next one
 * or is lost, its end is told to log and journal, and then whoever waits for the result has it.
 * Thread-safe.
 *
 * @param count counts the function's invocations
 * @param deliverers deliver results that the thread of no handler can deliver
 */
record InvocationEnds(
    Environments environments,
    InvocationCount count,
    InvocationJournal journal,
    Deadlines deadlines,
    Executor deliverers,
    Logger log) {

  /**
   * Ends an invocation whose handler has returned, on the handler's thread.
   *
   * @param usable whether its environment can be used again
   */
  void returned(
      TrackedInvocation invocation,
      InvocationResult outcome,
      @Nullable Throwable thrown,
      boolean usable) {
    if (outcome instanceof Failed failed) {
      String words = failed.error().errorType() + ": " + failed.error().errorMessage();
      log.warn("Function {} failed with {}", journal.functionName(), words, thrown);
      invocation.log().failed(failed.error(), thrown);
    } else if (!(outcome instanceof Success)) { // it is elsewhere
      log.warn(
          "Function {} was not run to its end: {}",
          journal.functionName(),
          InvocationJournal.result(outcome).text());
      invocation.log().cutOff(outcome);
    }
    ExecutionEnvironment environment = invocation.environment();
    if (environment != null && usable) {
      environments.release(environment);
    } else if (environment != null) {
      environments.discard(environment);
    }
    try {
      record(invocation, outcome);
    } finally {
      deliver(invocation, outcome);
    }
  }

  /** Ends an invocation whose handler has not returned; its environment is lost. */
  void cutOff(TrackedInvocation invocation, InvocationResult outcome) {
    cutOff(invocation, outcome, deliverers);
  }

  /** Ends an invocation because the emulator closes. */
  void closed(TrackedInvocation invocation, InvocationResult outcome) {
    cutOff(invocation, outcome, Runnable::run);
  }

  private void cutOff(TrackedInvocation invocation, InvocationResult outcome, Executor deliverer) {
    ExecutionEnvironment environment = invocation.environment();
    if (environment == null) {
      invocation.begun(false); // it has waited for one
    }
    invocation.log().cutOff(outcome);
    if (environment != null) {
      environments.discard(environment);
    }
    try {
      record(invocation, outcome);
    } finally {
      deliver(invocation, outcome, deliverer);
    }
  }

  /** Ends an invocation that has not begun, as there is no environment for it. */
  void throttled(TrackedInvocation invocation) {
    Throttled outcome = new Throttled();
    log.warn(
        "Function {} was not run: {}.", journal.functionName(), InvocationJournal.words(outcome));
    count.end();
    journal.ended(invocation, outcome);
    deliver(invocation, outcome, deliverers);
  }

  private void record(TrackedInvocation invocation, InvocationResult outcome) {
    count.end();
    invocation.log().end();
    journal.ended(invocation, outcome);
  }

  private void deliver(TrackedInvocation invocation, InvocationResult outcome, Executor deliverer) {
    try {
      deliverer.execute(() -> deliver(invocation, outcome));
    } catch (RejectedExecutionException | OutOfMemoryError e) { // no other thread can do it
      deliver(invocation, outcome);
    }
  }

  private void deliver(TrackedInvocation invocation, InvocationResult outcome) {
    try {
      invocation.deliver(outcome);
    } finally {
      deadlines.forget(invocation);
    }
  }
}
