package dev.wsemulator.internal.function;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.Fault.Kind;
import java.util.function.Supplier;

/**
 * A fault that happens now.
 *
 * @param fault what it is
 * @param note records it
 */
public record Happening(Fault fault, Runnable note) {

  /**
   * Does what the fault says and records it: before, or for a delay after its timer is set, so that
   * whoever has read the record can let the time pass.
   */
  public <T> T doing(Supplier<T> action) {
    boolean late = fault.kind() == Kind.DELAY;
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
