package dev.wsemulator.internal.controlplane.store;

import java.util.List;

/** Stores changes durably. */
public interface Ledger extends AutoCloseable {
  /** Keeps nothing. */
  Ledger NONE = changes -> {};

  /**
   * Keeps the changes of one call, all or none of them; they are safe when this returns.
   *
   * @throws java.io.UncheckedIOException if they cannot be kept
   */
  void append(List<Change> changes);

  @Override
  default void close() {}
}
