package dev.wsemulator.internal.connection;

/** Delivers the end of a connection to its {@code $disconnect} route. Thread-safe. */
@FunctionalInterface
public interface Delivery {

  /** Dispatches {@code $disconnect}: now, and once, unless something is wrong. */
  void deliver(Connection connection, Runnable dispatch);
}
