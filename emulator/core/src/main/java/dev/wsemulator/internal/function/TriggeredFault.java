package dev.wsemulator.internal.function;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.Fault.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A fault that happens now.
 *
 * @param fault what it is
 * @param note records it
 */
public record TriggeredFault(Fault fault, Runnable note) {
  private static final Set<Kind> HOLDS = EnumSet.of(Kind.DELAY, Kind.REORDER, Kind.SLOW);

  /**
   * Does what the fault says and records it: before or, where something is held up, after it is, so
   * that whoever has read the record can let the time pass or send what overtakes it.
   */
  public <T> T doing(Supplier<T> action) {
    boolean late = HOLDS.contains(fault.kind());
    if (!late) {
      note.run();
    }
    T result = action.get();
    if (late) {
      note.run();
    }
    return result;
  }

  /** Does what the fault says and records it, as {@link #doing}. */
  public void run(Runnable action) {
    doing(
        () -> {
          action.run();
          return fault;
        });
  }
}
