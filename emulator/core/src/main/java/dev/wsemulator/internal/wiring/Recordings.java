package dev.wsemulator.internal.wiring;

import dev.wsemulator.journal.Recording;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is written to files at this moment; whoever forgets to end it need not. Thread-safe. */
final class Recordings implements AutoCloseable {
  private final Set<Recording> open = ConcurrentHashMap.newKeySet();

  /** Returns a recording that ends so, once. */
  Recording begin(Runnable end) {
    Recording recording =
        new Recording() {
          @Override
          public void close() {
            if (open.remove(this)) {
              end.run();
            }
          }
        };
    open.add(recording);
    return recording;
  }

  @Override
  public void close() {
    open.forEach(Recording::close);
  }
}
