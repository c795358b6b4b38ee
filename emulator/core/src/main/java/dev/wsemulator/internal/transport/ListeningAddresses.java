package dev.wsemulator.internal.transport;

import dev.wsemulator.fault.Addresses;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The ports of one server. The first is the server's own until it is refused. */
final class ListeningAddresses implements Addresses, AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(100);

  private final ClosableConnector server;
  private final IntFunction<URI> url;
  private final Journal journal;
  private final TimeSource time;

  /** Guarded by {@code this}: by their ports, oldest first. */
  private final Map<Integer, Address> addresses = new LinkedHashMap<>();

  /** Guarded by {@code this}. */
  private boolean closed;

  /** One address. Guarded by {@code ListeningAddresses.this}. */
  private static final class Address {
    private boolean accepts = true;

    /** What listens, or {@code null} if nothing or the server itself does. */
    private @Nullable Listener listener;

    /** Counts what was asked for, so that a timer knows whether it is still wanted. */
    private int changes;
  }

  /**
   * Creates them.
   *
   * @param server what listens at the first and serves all
   * @param url returns the base URL of a port
   */
  ListeningAddresses(
      ClosableConnector server, IntFunction<URI> url, Journal journal, TimeSource time) {
    this.server = server;
    this.url = url;
    this.journal = journal;
    this.time = time;
    addresses.put(server.getLocalPort(), new Address());
  }

  @Override
  public synchronized URI open() {
    Listener listener = Listener.open(server, 0);
    Address address = new Address();
    address.listener = listener;
    addresses.put(listener.port(), address);
    return url.apply(listener.port());
  }

  @Override
  public void refuse(URI given) {
    refuse(given.getPort(), "connections are refused");
  }

  @Override
  public void refuse(URI given, Duration by) {
    int change = refuse(given.getPort(), "connections are refused for " + by);
    time.after(by, () -> acceptAgain(given.getPort(), change));
  }

  private synchronized int refuse(int port, String what) {
    Address address = find(port);
    if (address.accepts) {
      address.accepts = false;
      if (address.listener == null) {
        server.stopListening();
      } else {
        address.listener.close();
      }
    }
    note(port, what);
    return ++address.changes;
  }

  /** A port that another process has for a moment is waited for, in real time. */
  private synchronized void acceptAgain(int port, int change) {
    Address address = find(port);
    if (closed || address.changes != change) {
      return;
    }
    try {
      listen(port, address);
    } catch (IllegalStateException e) {
      TimeSource.system().after(RETRY, () -> acceptAgain(port, change));
    }
  }

  @Override
  public synchronized void accept(URI given) {
    Address address = find(given.getPort());
    address.changes++;
    listen(given.getPort(), address);
  }

  private void listen(int port, Address address) {
    if (!address.accepts && !closed) {
      address.listener = Listener.open(server, port);
      address.accepts = true;
      note(port, "connections are accepted again");
    }
  }

  private void note(int port, String what) {
    journal.add(
        new JournalEntry.Faulted(
            time.now(), null, "address", "ACCEPT", "%s at port %d".formatted(what, port)));
  }

  private Address find(int port) {
    Address address = addresses.get(port);
    if (address == null) {
      throw new IllegalArgumentException(
          "The emulator has no address with the port %d. Its ports: %s."
              .formatted(port, addresses.keySet()));
    }
    return address;
  }

  @Override
  public synchronized Map<URI, Boolean> all() {
    Map<URI, Boolean> all = new LinkedHashMap<>();
    addresses.forEach((port, address) -> all.put(url.apply(port), address.accepts));
    return all;
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (Address address : addresses.values()) {
      if (address.listener != null) {
        address.listener.close();
      }
    }
  }
}
