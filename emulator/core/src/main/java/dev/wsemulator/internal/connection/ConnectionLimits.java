package dev.wsemulator.internal.connection;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
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
 * One that was active meanwhile goes back into it. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     for WebSocket APIs</a>
 */
public final class ConnectionLimits {
  private final Duration idle;
  private final Duration duration;
  private final TimeSource time;
  private final Consumer<Connection> ending;

  /** Guarded by {@code this}. */
  private final NavigableSet<Turn> queue = new TreeSet<>();

  /** Guarded by {@code this}: what of the queue belongs to whom. */
  private final Map<Connection, Turn> turns = new HashMap<>();

  /** Guarded by {@code this}. */
  private TimeSource.@Nullable Timer look;

  /** Guarded by {@code this}: when that is. */
  private Instant lookAt = Instant.MAX;

  /** Guarded by {@code this}. */
  private boolean closed;

  /** When a connection is looked at: no later than it is due. */
  private record Turn(Instant at, Connection connection) implements Comparable<Turn> {
    @Override
    public int compareTo(Turn other) {
      int byTime = at.compareTo(other.at);
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
    this.idle = quotas.idleTimeout();
    this.duration = quotas.connectionDuration();
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

  private Instant due(Connection connection) {
    Instant byIdleness = connection.lastActiveAt().plus(idle);
    Instant byAge = connection.facts().connectedAt().plus(duration);
    return byIdleness.isBefore(byAge) ? byIdleness : byAge;
  }

  /** Sees to it that the next look is no later. */
  private void lookBy(Instant due) {
    if (due.isBefore(lookAt)) {
      cancelLook();
      lookAt = due;
      Duration until = Duration.between(time.now(), due);
      look = time.after(until.isNegative() ? Duration.ZERO : until, this::look);
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
    Instant now = time.now();
    while (!queue.isEmpty() && !queue.first().at().isAfter(now)) {
      Connection connection = queue.first().connection();
      forget(connection);
      if (due(connection).isAfter(now)) {
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
    lookAt = Instant.MAX;
  }

  /** Stops watching. */
  public synchronized void close() {
    closed = true;
    cancelLook();
    queue.clear();
    turns.clear();
  }
}
