package dev.wsemulator.internal.connection;

/** How the end of a connection reaches its {@code $disconnect} route. Thread-safe. */
@FunctionalInterface
public interface Delivery {

  /** Dispatches {@code $disconnect}: now, and once, unless something is wrong. */
  void deliver(Connection connection, Runnable dispatch);
}
