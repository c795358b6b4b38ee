package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.environment.ExecutionEnvironment;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.Success;
import dev.wsemulator.internal.function.invocation.InvocationResult.Throttled;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Ends an invocation: releases or drops its environment, writes log and journal, and then completes
 * the result. Thread-safe.
 *
 * @param count counts the function's invocations
 */
record InvocationEnds(FunctionParts parts, InvocationCount count) {

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
      parts.log().warn("Function {} failed with {}", parts.name(), words, thrown);
      if (failed.report() == null) {
        invocation.log().failed(failed.error(), thrown);
      } else {
        invocation.log().reported(failed);
      }
    } else if (!(outcome instanceof Success)) { // it is elsewhere
      parts
          .log()
          .warn(
              "Function {} was not run to its end: {}",
              parts.name(),
              InvocationJournal.result(outcome).text());
      invocation.log().cutOff(outcome);
    }
    ExecutionEnvironment environment = invocation.environment();
    if (environment != null && usable) {
      parts.environments().release(environment);
    } else if (environment != null) {
      parts.environments().discard(environment);
    }
    try {
      record(invocation, outcome);
    } finally {
      deliver(invocation, outcome);
    }
  }

  /** Ends an invocation whose handler has not returned; its environment is lost. */
  void cutOff(TrackedInvocation invocation, InvocationResult outcome) {
    cutOff(invocation, outcome, parts.runtime().workers());
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
      parts.environments().discard(environment);
    }
    try {
      record(invocation, outcome);
    } finally {
      deliver(invocation, outcome, deliverer);
    }
  }

  /** Ends an invocation that did not begin, because there is no environment for it. */
  void throttled(TrackedInvocation invocation) {
    Throttled outcome = new Throttled();
    parts
        .log()
        .warn("Function {} was not run: {}.", parts.name(), InvocationJournal.words(outcome));
    count.end();
    parts.journal().ended(invocation, outcome);
    deliver(invocation, outcome, parts.runtime().workers());
  }

  private void record(TrackedInvocation invocation, InvocationResult outcome) {
    count.end();
    invocation.log().end();
    parts.journal().ended(invocation, outcome);
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
      parts.runtime().deadlines().forget(invocation);
    }
  }
}
