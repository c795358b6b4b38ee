package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.connection.Connection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Lets messages of a connection wait for the one before, without a thread. Thread-safe. */
final class OrderedMessages {
  private final Map<Connection, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

  /**
   * Runs a task when the one before it of the same connection has ended.
   *
   * @param begin begins the task
   * @param end is completed when the task has ended
   */
  void run(Connection connection, Runnable begin, CompletableFuture<Void> end) {
    CompletableFuture<Void> before = last.put(connection, end);
    end.whenComplete((nothing, failure) -> last.remove(connection, end));
    if (before == null) {
      begin.run();
    } else {
      before.whenComplete((nothing, failure) -> begin.run());
    }
  }
}
