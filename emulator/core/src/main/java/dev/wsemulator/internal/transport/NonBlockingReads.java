package dev.wsemulator.internal.transport;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose WebSocket frames are read by the thread that selects, as reading them never
 * blocks: otherwise each frame would wake another thread. HTTP requests, and everything within TLS,
 * are read by threads of their own. Thread-safe.
 */
final class NonBlockingReads extends SocketChannelEndPoint {
  /** What waits for frames, and the same as what never blocks; set by who reads. */
  private volatile @Nullable NonBlocking known;

  private record NonBlocking(Callback blocking, Callback wrapped) {}

  NonBlockingReads(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  @Override
  public void fillInterested(Callback callback) {
    super.fillInterested(nonBlocking(callback));
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    return super.tryFillInterested(nonBlocking(callback));
  }

  private Callback nonBlocking(Callback callback) {
    if (!(getConnection() instanceof WebSocketConnection)) {
      return callback;
    }
    NonBlocking before = known;
    if (before == null || before.blocking() != callback) {
      before =
          new NonBlocking(
              callback,
              Callback.from(
                  Invocable.InvocationType.NON_BLOCKING, callback::succeeded, callback::failed));
      known = before;
    }
    return before.wrapped();
  }
}
