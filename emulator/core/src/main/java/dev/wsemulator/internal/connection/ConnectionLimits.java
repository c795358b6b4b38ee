package dev.wsemulator.internal.connection;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections that are idle for too long, or too old. A message costs a time stamp and no
 * timer: one look at all connections is due when the first of them may be. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     for WebSocket APIs</a>
 */
public final class ConnectionLimits {
  private final Connections connections;
  private final Duration idle;
  private final Duration duration;
  private final TimeSource time;
  private final Consumer<Connection> ending;

  /** Guarded by {@code this}. */
  private TimeSource.@Nullable Timer look;

  /** Guarded by {@code this}: when that is. */
  private Instant lookAt = Instant.MAX;

  /** Guarded by {@code this}. */
  private boolean closed;

  /**
   * Creates limits for these connections.
   *
   * @param connections the open connections
   * @param quotas how long they may be
   * @param time the clock
   * @param ending ends a connection
   */
  public ConnectionLimits(
      Connections connections, Quotas quotas, TimeSource time, Consumer<Connection> ending) {
    this.connections = connections;
    this.idle = quotas.idleTimeout();
    this.duration = quotas.connectionDuration();
    this.time = time;
    this.ending = ending;
  }

  /** Watches a connection that was added, as long as it is among the open ones. */
  public synchronized void watch(Connection connection) {
    lookBy(due(connection));
  }

  private Instant due(Connection connection) {
    Instant byIdleness = connection.lastActiveAt().plus(idle);
    Instant byAge = connection.facts().connectedAt().plus(duration);
    return earlier(byIdleness, byAge);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Sees to it that the next look is no later. */
  private synchronized void lookBy(Instant due) {
    if (!closed && due.isBefore(lookAt)) {
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
    Instant next = Instant.MAX;
    for (Connection connection : connections.all()) {
      Instant end = due(connection);
      if (end.isAfter(now)) {
        next = earlier(next, end);
      } else {
        due.add(connection);
      }
    }
    if (next.isBefore(Instant.MAX)) {
      lookBy(next);
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
  }
}
