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

  /** Begins to watch, if it does not watch yet; to be called when a connection was added. */
  public synchronized void watch() {
    if (look == null && !closed) {
      Instant first = null;
      for (Connection connection : connections.all()) {
        Instant due = due(connection);
        first = first == null || due.isBefore(first) ? due : first;
      }
      if (first != null) {
        Duration until = Duration.between(time.now(), first);
        look = time.after(until.isNegative() ? Duration.ZERO : until, this::look);
      }
    }
  }

  private Instant due(Connection connection) {
    Instant idleSince = connection.lastActiveAt();
    Instant byIdleness = idleSince.plus(idle);
    Instant byAge = connection.facts().connectedAt().plus(duration);
    return byIdleness.isBefore(byAge) ? byIdleness : byAge;
  }

  private void look() {
    List<Connection> due = new ArrayList<>();
    synchronized (this) {
      look = null;
      Instant now = time.now();
      connections.all().stream()
          .filter(connection -> !due(connection).isAfter(now))
          .forEach(due::add);
    }
    due.forEach(ending);
    watch();
  }

  /** Stops watching. */
  public synchronized void close() {
    closed = true;
    if (look != null) {
      look.cancel();
      look = null;
    }
  }
}
