package dev.wsemulator.internal.watch;

import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports changes of files, and of everything in folders, once no file is being written. Places
 * that are not there yet, or no more, may come later. The system's events only make it faster:
 * without them, as in mounted folders, files are polled. Thread-safe.
 */
public final class FileWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileWatcher.class);

  /** How long nothing must have changed. */
  private static final Duration SETTLED = Duration.ofMillis(75);

  /** The same when files are gone: builds delete some time before they write. */
  private static final Duration SETTLED_AFTER_DELETION = Duration.ofMillis(250);

  /** When a change is reported although files change all the time. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /** So many times as long as a look takes, the watcher rests: its share of a processor is 4 %. */
  private static final int REST = 25;

  private static final long CLOSE_MILLIS = 1000;

  private final Listener listener;
  private final FolderEvents events = new FolderEvents();
  private final Thread thread;
  private volatile Set<Path> places = Set.of();
  private volatile boolean closed;
  private long lookNanos;

  /** Hears of changes, on the watcher's thread. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A file has changed, or a check was requested.
     *
     * @return whether all is well; if not, this is called again a little later
     */
    boolean changed();
  }

  /**
   * Creates a watcher that has not begun.
   *
   * @param listener hears of changes
   */
  public FileWatcher(Listener listener) {
    this.listener = listener;
    this.thread = new Thread(this::run, "wsemulator-watch");
    thread.setDaemon(true);
  }

  /**
   * Begins to watch; the listener is called once at first, for what has changed before.
   *
   * @param files files and folders
   */
  public void start(Collection<Path> files) {
    watch(files);
    thread.start();
  }

  /** Watches other places from now on. New files count as a change. */
  public void watch(Collection<Path> others) {
    places = absolute(others);
  }

  private static Set<Path> absolute(Collection<Path> places) {
    Set<Path> all = new HashSet<>();
    places.forEach(place -> all.add(place.toAbsolutePath().normalize()));
    return Set.copyOf(all);
  }

  private void run() {
    Fingerprint known = look();
    boolean isWell = report();
    while (!closed) {
      events.await(isWell ? rest() : SETTLED_AFTER_DELETION);
      Fingerprint now = look();
      if (!closed && (!isWell || !now.equals(known))) {
        known = settled(known, now);
        isWell = report();
      }
    }
  }

  private boolean report() {
    try {
      return closed || listener.changed();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("What has changed could not be taken over.", e);
      return true;
    }
  }

  private Duration rest() {
    Duration rest = Duration.ofNanos(lookNanos * REST);
    return rest.compareTo(BETWEEN_LOOKS) > 0 ? rest : BETWEEN_LOOKS;
  }

  private Fingerprint look() {
    long begin = TimeSource.system().nanos();
    Set<Path> here = places;
    FolderEvents.Round round = events.begin();
    Fingerprint seen = Fingerprint.of(here, round::folder);
    here.forEach(round::place);
    round.end();
    lookNanos = TimeSource.system().nanos() - begin;
    return seen;
  }

  /** Returns the files when nothing has changed for a while. */
  private Fingerprint settled(Fingerprint before, Fingerprint first) {
    long begin = TimeSource.system().nanos();
    long changed = begin;
    Fingerprint now = first;
    while (!closed && changed - begin < LONGEST.toNanos()) {
      Duration quiet = now.hasAllOf(before) ? SETTLED : SETTLED_AFTER_DELETION;
      long left = changed + quiet.toNanos() - TimeSource.system().nanos();
      if (left <= 0) {
        return now;
      }
      events.await(Duration.ofNanos(left));
      Fingerprint next = look();
      if (!next.equals(now)) {
        now = next;
        changed = TimeSource.system().nanos();
      }
    }
    return now;
  }

  /** Ends it, and waits a moment for what it is about. */
  @Override
  public void close() {
    closed = true;
    events.close();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
