package dev.wsemulator.internal.function;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.Fault.Kind;
import dev.wsemulator.internal.function.environment.Environments;
import dev.wsemulator.internal.function.environment.ExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Begins the invocations of a function: as soon as there is an environment, or as a fault says.
 * Thread-safe.
 */
record InvocationStarts(Environments environments, RuntimeParts parts) {

  /**
   * Begins an invocation.
   *
   * @param triggered what goes wrong with it, or {@code null}
   */
  void begin(TrackedInvocation invocation, @Nullable TriggeredFault triggered) {
    if (triggered == null) {
      environments.submit(invocation);
      return;
    }
    ExecutionEnvironment reserved =
        environments.reserve(triggered.fault().kind() == Kind.COLD_START);
    if (!invocation.enter(reserved)) { // it has ended already
      environments.release(reserved);
    }
    triggered.run(() -> begin(invocation, triggered.fault()));
  }

  private void begin(TrackedInvocation invocation, Fault fault) {
    switch (fault.kind()) {
      case DELAY -> {
        invocation.hold();
        parts.time().after(fault.delay(), () -> run(invocation));
      }
      case ERROR -> parts.workers().execute(invocation::fail);
      case CRASH -> invocation.exit(1);
      case OUT_OF_MEMORY -> invocation.kill();
      case SILENCE -> invocation.hold(); // until its timeout
      case RESET, FIN, CLOSE -> {
        parts.faults().strike(fault, invocation.origin());
        run(invocation);
      }
      default -> run(invocation);
    }
  }

  private void run(TrackedInvocation invocation) {
    ExecutionEnvironment environment = invocation.environment();
    if (environment != null) {
      environments.run(environment, invocation);
    }
  }
}
