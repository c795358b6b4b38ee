package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.admin.FollowStream;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The streamed responses; they are completed before the server ends. Thread-safe. */
final class LineStreams implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 1;

  private final Set<LineStream> open = ConcurrentHashMap.newKeySet();

  /** Begins an answer. */
  void begin(Exchange exchange, FollowStream source) {
    LineStream stream = new LineStream(exchange, open::remove);
    open.add(stream);
    stream.begin(source);
  }

  /** Ends all of them; of a reader that stalls the rest is lost. */
  @Override
  public void close() {
    CompletableFuture<?>[] ends =
        open.stream()
            .map(stream -> CompletableFuture.runAsync(stream::end, LineStreams::onOwnThread))
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ends).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The server cuts off the rest.
    }
  }

  private static void onOwnThread(Runnable task) {
    Thread thread = new Thread(task, "wsemulator-end");
    thread.setDaemon(true);
    thread.start();
  }
}
