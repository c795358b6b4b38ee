package dev.wsemulator.internal.function;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.internal.function.environment.ExecutionEnvironment;
import java.time.Duration;
import java.util.function.Consumer;

/** Begins the invocations of a function. Thread-safe. */
record InvocationStarts(FunctionParts parts) {

  /** Begins an invocation as soon as there is an environment. */
  void begin(TrackedInvocation invocation) {
    parts.environments().submit(invocation);
  }

  /**
   * Takes an environment for an invocation that a fault strikes.
   *
   * @param cold whether it has to be a new one
   */
  void enter(TrackedInvocation invocation, boolean cold) {
    ExecutionEnvironment reserved = parts.environments().reserve(cold);
    if (!invocation.enter(reserved)) { // it has ended already
      parts.environments().release(reserved);
    }
  }

  /** Runs an invocation in the environment that has been taken for it. */
  void run(TrackedInvocation invocation) {
    ExecutionEnvironment environment = invocation.environment();
    if (environment != null) {
      parts.environments().run(environment, invocation);
    }
  }

  /** Lets it begin later, by the emulator's clock. */
  void runAfter(TrackedInvocation invocation, Duration delay, Consumer<TrackedInvocation> begin) {
    invocation.after(delay, () -> begin.accept(invocation));
  }

  /** Lets its environment take longer to start, and lets it begin then. */
  void initialize(
      TrackedInvocation invocation, Duration lasting, Consumer<TrackedInvocation> begin) {
    invocation.initializes(lasting);
    runAfter(invocation, lasting, begin);
  }

  /** Lets it fail without being run. */
  void fail(TrackedInvocation invocation) {
    parts.runtime().workers().execute(invocation::fail);
  }

  /** Ends the connection of the client for whose sake it was started, and runs it. */
  void endConnection(TrackedInvocation invocation, Fault fault) {
    parts.runtime().faults().strike(fault, invocation.origin());
    run(invocation);
  }
}
