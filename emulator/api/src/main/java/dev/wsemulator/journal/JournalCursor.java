package dev.wsemulator.journal;

import dev.wsemulator.feed.Batch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A place in a journal, from which entries are taken one after the other. Thread-safe. */
public final class JournalCursor {
  private final Journal journal;
  private final long start;

  /** What {@link #next} has returned last of each type, by number. Guarded by {@code this}. */
  private final Map<Class<?>, Long> taken = new HashMap<>();

  JournalCursor(Journal journal, long start) {
    this.journal = journal;
    this.start = start;
  }

  /** Returns the kept entries since the start, oldest first, whether taken or not. */
  public List<JournalEntry> entries() {
    return journal.since(start).items();
  }

  /**
   * Takes the oldest kept entry of a type that was not taken before, and waits for it if there is
   * none yet.
   *
   * @param timeout how long to wait, of real time
   * @throws AssertionError if none comes; the message lists the entries
   */
  public <T extends JournalEntry> T next(Class<T> type, Duration timeout) {
    return next(type, timeout, entry -> true);
  }

  /**
   * Takes the oldest kept entry of a type that meets a condition, and waits for it if there is none
   * yet. Entries of the type before it are passed over for good.
   *
   * @param timeout how long to wait, of real time
   * @param condition which entries are meant
   * @throws AssertionError if none comes; the message lists the entries
   */
  public <T extends JournalEntry> T next(
      Class<T> type, Duration timeout, Predicate<? super T> condition) {
    AtomicReference<@Nullable T> found = new AtomicReference<>();
    journal.await(
        timeout,
        () -> {
          found.set(poll(type, condition).orElse(null));
          return found.get() != null;
        });
    T entry = found.get();
    if (entry == null) {
      throw new AssertionError(
          "No further %s within %s. The journal contains %s."
              .formatted(type.getSimpleName(), timeout, journal.entries()));
    }
    return entry;
  }

  /**
   * Takes the oldest kept entry of a type that meets a condition and was not taken before, if there
   * is one already. Entries of the type before it are passed over for good.
   *
   * @param condition which entries are meant
   */
  public <T extends JournalEntry> Optional<T> poll(Class<T> type, Predicate<? super T> condition) {
    return Optional.ofNullable(take(type, condition));
  }

  private synchronized <T extends JournalEntry> @Nullable T take(
      Class<T> type, Predicate<? super T> condition) {
    Batch<JournalEntry> batch = journal.since(taken.getOrDefault(type, start - 1) + 1);
    long number = batch.first();
    for (JournalEntry entry : batch.items()) {
      if (type.isInstance(entry) && condition.test(type.cast(entry))) {
        taken.put(type, number);
        return type.cast(entry);
      }
      number++;
    }
    return null;
  }
}
