package dev.wsemulator.internal.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's events for folders. Nothing here fails: without events the folders are polled. Used
 * by one thread, but for {@link #close}.
 */
final class FolderEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderEvents.class);

  /** Events come in bursts, also from files that do not matter. */
  private static final long BURST_MILLIS = 10;

  private final @Nullable WatchService service = open();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Path, Registered> folders = new HashMap<>();

  /** A folder with events; one that replaces it has another identity. */
  private record Registered(WatchKey key, @Nullable Object identity) {}

  private static @Nullable WatchService open() {
    try {
      return FileSystems.getDefault().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("The system tells of no changes; files are looked at in turn.", e);
      return null;
    }
  }

  /** Waits for an event, no longer than this, and for those that come close after it. */
  void await(Duration limit) {
    try {
      if (service == null) {
        closed.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        return;
      }
      WatchKey key = service.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (key != null) {
        closed.await(BURST_MILLIS, TimeUnit.MILLISECONDS);
      }
      for (; key != null; key = service.poll()) {
        key.pollEvents();
        key.reset();
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      LOG.debug("The watcher ends.", e);
    }
  }

  Round begin() {
    return new Round();
  }

  @Override
  public void close() {
    closed.countDown();
    if (service != null) {
      try {
        service.close();
      } catch (IOException e) {
        LOG.debug("The system's events could not be ended.", e);
      }
    }
  }

  /** Reads everything once, and then waits for events of these folders. */
  final class Round {
    private final Set<Path> seen = new HashSet<>();

    void folder(Path folder) {
      if (service == null || !seen.add(folder)) {
        return;
      }
      try {
        Object identity = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
        Registered known = folders.get(folder);
        boolean isSame =
            known != null
                && known.key().isValid()
                && (identity == null || identity.equals(known.identity()));
        if (!isSame) {
          folders.put(folder, new Registered(register(folder), identity));
        }
      } catch (IOException | ClosedWatchServiceException e) {
        LOG.debug("No events come from {}.", folder, e);
      }
    }

    private WatchKey register(Path folder) throws IOException {
      return folder.register(
          service,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_DELETE,
          StandardWatchEventKinds.ENTRY_MODIFY);
    }

    /**
     * A file is watched through its folder, and a missing place through the next existing folder
     * above.
     */
    void place(Path place) {
      Path folder = place.getParent();
      while (folder != null && !Files.isDirectory(folder)) {
        folder = folder.getParent();
      }
      if (folder != null) {
        folder(folder);
      }
    }

    void end() {
      folders
          .entrySet()
          .removeIf(
              entry -> {
                boolean isOver = !seen.contains(entry.getKey());
                if (isOver) {
                  entry.getValue().key().cancel();
                }
                return isOver;
              });
    }
  }
}
