package dev.wsemulator.internal.function;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.journal.Origin;
import org.jspecify.annotations.Nullable;

/** The faults of invocations. Thread-safe. */
public interface InvocationFaults {

  /** Nothing does. */
  InvocationFaults NONE =
      new InvocationFaults() {
        @Override
        public @Nullable TriggeredFault before(String functionName, Origin origin) {
          return null;
        }

        @Override
        public void strike(Fault fault, Origin origin) {}

        @Override
        public @Nullable TriggeredFault after(String functionName, Origin origin) {
          return null;
        }
      };

  /** Returns what goes wrong with an invocation that is about to begin, or {@code null}. */
  @Nullable TriggeredFault before(String functionName, Origin origin);

  /** Ends the connection of the client for whose sake an invocation has begun. */
  void strike(Fault fault, Origin origin);

  /** Returns what goes wrong with the result of an invocation, or {@code null}. */
  @Nullable TriggeredFault after(String functionName, Origin origin);
}
