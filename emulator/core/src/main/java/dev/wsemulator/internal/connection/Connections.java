package dev.wsemulator.internal.connection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that are open. Thread-safe. */
public final class Connections {
  private final Map<String, Connection> open = new ConcurrentHashMap<>();
  private final ConnectionIds ids;

  /** Creates an empty set. */
  public Connections(ConnectionIds ids) {
    this.ids = ids;
  }

  /** Returns the requested connection id. */
  public String newId() {
    return ids.next();
  }

  /** Returns whether a connection was ever asked for that got this id. */
  public boolean isIssued(String connectionId) {
    return ids.isIssued(connectionId);
  }

  /** Adds a connection. */
  public void add(Connection connection) {
    open.put(connection.id(), connection);
  }

  /** Removes a connection; returns whether it was there. */
  public boolean remove(Connection connection) {
    return open.remove(connection.id(), connection);
  }

  /** Returns the open connection with this id; one that is being closed is not found any more. */
  public Optional<Connection> find(String connectionId) {
    return Optional.ofNullable(open.get(connectionId))
        .filter(connection -> !connection.isClosing());
  }

  /** Returns a copy of all open connections, also of those that are being closed. */
  public Collection<Connection> all() {
    return List.copyOf(open.values());
  }

  /** Returns those open connections that are not being closed. */
  public Collection<Connection> unclosed() {
    return open.values().stream().filter(connection -> !connection.isClosing()).toList();
  }
}
