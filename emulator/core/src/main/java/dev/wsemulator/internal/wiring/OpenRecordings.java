package dev.wsemulator.internal.wiring;

import dev.wsemulator.feed.Subscription;
import dev.wsemulator.journal.Recording;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The recordings that are being written; closed with the emulator if the caller does not.
 * Thread-safe.
 */
final class OpenRecordings implements AutoCloseable {
  private final Set<Recording> open = ConcurrentHashMap.newKeySet();

  /** Returns a recording that ends what is read, and then where it goes, once. */
  Recording begin(Recording file, Subscription reading) {
    Recording recording =
        new Recording() {
          @Override
          public void close() {
            if (open.remove(this)) {
              reading.close();
              file.close();
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
