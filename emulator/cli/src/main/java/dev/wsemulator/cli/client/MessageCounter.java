package dev.wsemulator.cli.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts messages up to a number that is waited for. Thread-safe. */
public final class MessageCounter {
  private final int expected;
  private final AtomicInteger count = new AtomicInteger();
  private final CompletableFuture<Boolean> all = new CompletableFuture<>();

  public MessageCounter(int expected) {
    this.expected = expected;
    if (expected == 0) {
      all.complete(true);
    }
  }

  public void add() {
    if (count.incrementAndGet() >= expected) {
      all.complete(true);
    }
  }

  public int count() {
    return count.get();
  }

  /** Waits for all messages, or for the end of the connection; returns whether all have arrived. */
  public boolean within(Duration patience, CompletableFuture<?> end) {
    CompletableFuture.anyOf(all, end)
        .completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS)
        .join();
    return all.getNow(false);
  }
}
