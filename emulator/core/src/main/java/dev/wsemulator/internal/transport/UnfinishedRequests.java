package dev.wsemulator.internal.transport;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.transport.socket.Peer;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * Connections whose client has not sent the whole head of a request yet. They get a bounded time,
 * of real time as clients are real; and of too many the oldest gives way. Thread-safe.
 */
final class UnfinishedRequests implements Connection.Listener {
  private final Duration time;
  private final int max;

  /** Guarded by {@code this}; the oldest comes first. */
  private final Map<EndPoint, TimeSource.Timer> waiting = new LinkedHashMap<>();

  UnfinishedRequests(Quotas quotas) {
    this.time = quotas.handshakeTimeout();
    this.max = quotas.pendingHandshakes();
  }

  /** Waits for the head of a request. */
  void begin(EndPoint endPoint) {
    EndPoint client = Peer.below(endPoint);
    EndPoint oldest;
    synchronized (this) {
      oldest = waiting.size() >= max ? removeOldest() : null;
      waiting.put(client, TimeSource.system().after(time, () -> giveUp(client)));
    }
    if (oldest != null) {
      oldest.close();
    }
  }

  private @Nullable EndPoint removeOldest() {
    Iterator<Map.Entry<EndPoint, TimeSource.Timer>> entries = waiting.entrySet().iterator();
    if (!entries.hasNext()) {
      return null;
    }
    Map.Entry<EndPoint, TimeSource.Timer> oldest = entries.next();
    entries.remove();
    oldest.getValue().cancel();
    return oldest.getKey();
  }

  /** Waits no longer: the head is there, or the client is gone. */
  void end(EndPoint endPoint) {
    TimeSource.Timer timer;
    synchronized (this) {
      timer = waiting.remove(Peer.below(endPoint));
    }
    if (timer != null) {
      timer.cancel();
    }
  }

  private void giveUp(EndPoint client) {
    boolean late;
    synchronized (this) {
      late = waiting.remove(client) != null;
    }
    if (late) {
      client.close();
    }
  }

  @Override
  public void onOpened(Connection connection) {
    // It is waited for from its acceptance on.
  }

  @Override
  public void onClosed(Connection connection) {
    if (!connection.getEndPoint().isOpen()) {
      end(connection.getEndPoint());
    }
  }
}
