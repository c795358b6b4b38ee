package dev.wsemulator.internal.gateway;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.connection.CloseStatus;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connections;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The three stories of a connection and what they share. Thread-safe. */
public final class Gateway {
  private final Connections connections = new Connections();
  private final Deployments deployments;
  private final ConnectFlow connect;
  private final MessageFlow message;
  private final DisconnectFlow disconnect;

  /** Creates a gateway in front of the deployed APIs. */
  public Gateway(Deployments deployments, Journal journal, TimeSource time, Quotas quotas) {
    this.deployments = deployments;
    this.connect = new ConnectFlow(journal, time);
    this.message = new MessageFlow(journal, time, quotas.messageBytes());
    this.disconnect = new DisconnectFlow(connections, journal, time);
  }

  /** Returns the APIs that are served. */
  public Deployments deployments() {
    return deployments;
  }

  /** Returns the open connections. */
  public Connections connections() {
    return connections;
  }

  /** Returns the story of a handshake. */
  public ConnectFlow connect() {
    return connect;
  }

  /** Returns the story of a message. */
  public MessageFlow message() {
    return message;
  }

  /** Returns the story of a connection's end. */
  public DisconnectFlow disconnect() {
    return disconnect;
  }

  /**
   * Closes every connection as going away, and waits, no longer than the limit, until each {@code
   * $disconnect} has run.
   */
  public void closeConnections(Duration limit) {
    for (Connection connection : connections.all()) {
      connection.close(CloseStatus.GOING_AWAY);
      disconnect.run(connection, CloseStatus.GOING_AWAY);
    }
    try {
      disconnect.idle().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      // A $disconnect that fails or is slow does not hold the others up; its own log says so.
      return;
    }
  }
}
