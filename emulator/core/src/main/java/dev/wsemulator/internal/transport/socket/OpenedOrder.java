package dev.wsemulator.internal.transport.socket;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds up what is sent before a connection is open, until it is. Not thread-safe: its user locks.
 */
final class OpenedOrder {
  /** What waits, or {@code null} once the connection is open. */
  private @Nullable List<Runnable> waiting = new ArrayList<>();

  /** Runs the task, now or when the connection is open. */
  void run(Runnable send) {
    if (waiting != null) {
      waiting.add(send);
    } else {
      send.run();
    }
  }

  /** Runs what waits, in order. */
  void open() {
    List<Runnable> held = waiting;
    waiting = null;
    if (held != null) {
      held.forEach(Runnable::run);
    }
  }
}
