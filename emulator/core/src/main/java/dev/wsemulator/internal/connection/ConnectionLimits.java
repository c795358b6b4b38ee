package dev.wsemulator.internal.connection;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections that are idle for too long, or too old. A message costs a time stamp and no
 * timer: one timer is set for the connection that may be due first, and the others wait in a queue.
 * One that was active meanwhile goes back into it. Goes by {@link TimeSource#nanos}, as the time of
 * day may be set while connections are open. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     for WebSocket APIs</a>
 */
public final class ConnectionLimits {
  private final long idle;
  private final long duration;
  private final TimeSource time;
  private final Consumer<Connection> ending;

  /** Guarded by {@code this}. */
  private final NavigableSet<Turn> queue = new TreeSet<>();

  /** Guarded by {@code this}: what of the queue belongs to whom. */
  private final Map<Connection, Turn> turns = new HashMap<>();

  /** Guarded by {@code this}. */
  private TimeSource.@Nullable Timer look;

  /** Guarded by {@code this}: when that is. */
  private long lookAt;

  /** Guarded by {@code this}. */
  private boolean closed;

  /** When a connection is checked: no later than it is due. */
  private record Turn(long at, Connection connection) implements Comparable<Turn> {
    @Override
    public int compareTo(Turn other) {
      int byTime = Long.signum(at - other.at);
      return byTime != 0 ? byTime : connection.id().compareTo(other.connection.id());
    }
  }

  /**
   * Creates limits.
   *
   * @param quotas how long connections may be
   * @param time the clock
   * @param ending ends a connection
   */
  public ConnectionLimits(Quotas quotas, TimeSource time, Consumer<Connection> ending) {
    this.idle = quotas.idleTimeout().toNanos();
    this.duration = quotas.connectionDuration().toNanos();
    this.time = time;
    this.ending = ending;
  }

  /** Watches a connection from now on. */
  public synchronized void watch(Connection connection) {
    if (!closed) {
      enqueue(connection);
      lookBy(queue.first().at());
    }
  }

  /** Watches a connection that has ended no longer. */
  public synchronized void forget(Connection connection) {
    Turn turn = turns.remove(connection);
    if (turn != null) {
      queue.remove(turn);
    }
  }

  private void enqueue(Connection connection) {
    Turn turn = new Turn(due(connection), connection);
    turns.put(connection, turn);
    queue.add(turn);
  }

  private long due(Connection connection) {
    long byIdleness = connection.lastActiveNanos() + idle;
    long byAge = connection.connectedNanos() + duration;
    return byIdleness - byAge < 0 ? byIdleness : byAge;
  }

  /** Ensures that the next check is no later. */
  private void lookBy(long due) {
    if (look == null || due - lookAt < 0) {
      cancelLook();
      lookAt = due;
      look = time.after(Duration.ofNanos(Math.max(0, due - time.nanos())), this::look);
    }
  }

  private void look() {
    List<Connection> due = takeDue();
    RuntimeException failure = null;
    for (Connection connection : due) {
      try {
        ending.accept(connection);
      } catch (RuntimeException e) { // the others must end, too
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Returns the connections that are due, and sets the look at the others. */
  private synchronized List<Connection> takeDue() {
    cancelLook();
    List<Connection> due = new ArrayList<>();
    long now = time.nanos();
    while (!queue.isEmpty() && queue.first().at() - now <= 0) {
      Connection connection = queue.first().connection();
      forget(connection);
      if (due(connection) - now > 0) {
        enqueue(connection);
      } else {
        due.add(connection);
      }
    }
    if (!queue.isEmpty()) {
      lookBy(queue.first().at());
    }
    return due;
  }

  private void cancelLook() {
    if (look != null) {
      look.cancel();
    }
    look = null;
  }

  /** Stops watching. */
  public synchronized void close() {
    closed = true;
    cancelLook();
    queue.clear();
    turns.clear();
  }
}
