package dev.wsemulator.internal.transport.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits while nothing passes a client's line in either direction, as in the buffers of TCP:
 * frames to the client, in order, and the frame of the client behind which all others wait unread.
 * Thread-safe.
 */
final class LinePause {
  /** What who writes holds. */
  private final Object writing;

  /** Guarded by {@code writing}. */
  private final Deque<Runnable> writes = new ArrayDeque<>();

  /** Guarded by {@code writing}. */
  private @Nullable Runnable read;

  /** Guarded by {@code writing}: pauses may overlap. */
  private int pauses;

  private volatile boolean on;

  LinePause(Object writing) {
    this.writing = writing;
  }

  boolean isOn() {
    return on;
  }

  void begin() {
    synchronized (writing) {
      pauses++;
      on = true;
    }
  }

  /**
   * Ends one pause; with the last, everything passes that waits, and only then new messages: no
   * answer to a ping overtakes a message.
   */
  void end() {
    Runnable first;
    synchronized (writing) {
      pauses--;
      while (pauses == 0 && !writes.isEmpty()) {
        writes.poll().run();
      }
      on = pauses > 0;
      first = on ? null : read;
      read = on ? read : null;
    }
    if (first != null) {
      first.run();
    }
  }

  /** Writes now or behind all that waits; the caller holds the lock. */
  void write(Runnable write) {
    if (on) {
      writes.add(write);
    } else {
      write.run();
    }
  }

  /** Returns whether a client's frame is kept until the end; then no further one may be read. */
  boolean keeps(Runnable frame) {
    if (!on) {
      return false;
    }
    synchronized (writing) {
      read = on ? frame : null;
      return on;
    }
  }
}
