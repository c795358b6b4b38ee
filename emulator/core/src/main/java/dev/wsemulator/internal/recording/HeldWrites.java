package dev.wsemulator.internal.recording;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a client is not to take yet, because it did not when it was recorded: they wait
 * in the send buffer as if the client did not read. Thread-safe.
 */
public final class HeldWrites {
  /** Guarded by the lock of who writes. */
  private final Deque<Runnable> held = new ArrayDeque<>();

  private volatile long allowed;

  /** Who writes, once it has. */
  private volatile @Nullable Object writer;

  /** Guarded by the lock of who writes. */
  private long written;

  HeldWrites() {}

  /**
   * Writes a message, or keeps it until the client may take it.
   *
   * @param lock what the caller holds, and what is held when the message is written later
   * @param write writes it
   */
  public void pass(Object lock, Runnable write) {
    writer = lock;
    held.add(write);
    drain();
  }

  /** Lets the client take so many messages in all. */
  void allow(long messages) {
    allowed = messages;
    Object lock = writer;
    if (lock != null) {
      synchronized (lock) {
        drain();
      }
    }
  }

  private void drain() {
    while (!held.isEmpty() && written < allowed) {
      written++;
      held.poll().run();
    }
  }
}
