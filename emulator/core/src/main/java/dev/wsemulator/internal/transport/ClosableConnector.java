package dev.wsemulator.internal.transport;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A connector that can stop listening while it serves the connections that it has. */
final class ClosableConnector extends ServerConnector {
  /** How many threads read the frames of clients; one alone limits them all. */
  private static final int READERS = Math.min(2, Runtime.getRuntime().availableProcessors());

  /** Held while a connection is waited for: until then the system accepts one. */
  private final ReentrantLock waiting = new ReentrantLock();

  ClosableConnector(Server server, ConnectionFactory... factories) {
    super(server, 1, READERS, factories);
  }

  @Override
  public void accept(int acceptor) throws IOException {
    waiting.lock();
    try {
      super.accept(acceptor);
    } finally {
      waiting.unlock();
    }
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint endPoint = new NonBlockingReads(channel, selector, key, getScheduler());
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  /** Stops listening; the system refuses connections when this returns. */
  void stopListening() {
    setAccepting(false); // or else its thread would look for a channel again and again
    close();
    waiting.lock();
    waiting.unlock();
  }
}
