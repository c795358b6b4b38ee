package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultRule;
import java.time.Duration;

/** Learns what is done to an emulator from outside, before it takes effect. Thread-safe. */
public interface FaultObserver {
  /** One that learns nothing. */
  FaultObserver NONE = new FaultObserver() {};

  /** A rule is added. */
  default void added(String id, FaultRule rule) {}

  /** A rule is removed. */
  default void removed(String id) {}

  /** An open connection is struck. */
  default void struck(String connectionId, Fault fault) {}

  /** The clock is advanced. */
  default void advanced(Duration by) {}
}
