package dev.wsemulator.internal.function;

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
   * Does what the fault says and records it: before or, where something is held up, after it is, so
   * that whoever has read the record can let the time pass or send what overtakes it.
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
