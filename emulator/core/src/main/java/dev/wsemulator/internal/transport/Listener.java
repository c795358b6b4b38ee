package dev.wsemulator.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Listens at a port of its own and hands the connections over to the server, which keeps them when
 * the listener is closed. Thread-safe.
 */
final class Listener implements AutoCloseable {
  private final ServerConnector server;
  private final ServerSocketChannel channel;

  private final Thread thread;

  private Listener(ServerConnector server, ServerSocketChannel channel) {
    this.server = server;
    this.channel = channel;
    this.thread = new Thread(this::run, "wsemulator-accept");
    thread.setDaemon(true);
  }

  /**
   * Begins to listen.
   *
   * @param server what serves the connections
   * @param port the port, or 0 for a free one
   * @throws IllegalStateException if another process listens there
   */
  static Listener open(ServerConnector server, int port) {
    String host = server.getHost();
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(
            host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      Listener listener = new Listener(server, channel);
      listener.thread.start();
      return listener;
    } catch (IOException e) {
      throw new IllegalStateException(
          "Cannot listen on %s:%d again: %s. End what uses the port."
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  int port() {
    return channel.socket().getLocalPort();
  }

  private void run() {
    while (channel.isOpen()) {
      try {
        handOver(channel.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        continue; // this one connection failed
      }
    }
  }

  private void handOver(SocketChannel client) throws IOException {
    client.configureBlocking(false);
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    server.getSelectorManager().accept(client);
  }

  /** The system accepts a connection as long as one is waited for, so this waits for the end. */
  @Override
  public void close() {
    try {
      channel.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException("The port cannot be closed.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
