package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultTarget;

/**
 * A fault that happens now.
 *
 * @param fault what it is
 * @param note records it
 */
public record TriggeredFault(Fault fault, Runnable note) {

  /** Strikes a target and records it, as {@link #run}. */
  public void strike(FaultTarget target) {
    run(() -> fault.strike(target));
  }

  /**
   * Injects the fault and records it: before it takes effect or, if it holds something up,
   * afterwards, so that a reader of the record can let time pass or send the next message.
   */
  public void run(Runnable action) {
    boolean late = fault.effect() == Fault.Effect.HOLDS_UP;
    if (!late) {
      note.run();
    }
    action.run();
    if (late) {
      note.run();
    }
  }
}
