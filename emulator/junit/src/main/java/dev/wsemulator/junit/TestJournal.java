package dev.wsemulator.junit;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalCursor;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.junit.report.Standstill;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The journal as the current test sees it: what was added since the test began, also where tests
 * share an emulator. Thread-safe.
 */
public final class TestJournal {
  /** Those of the emulators under watch. */
  private static final Map<Journal, TestJournal> WATCHED = new ConcurrentHashMap<>();

  private final Journal journal;
  private final Duration patience;
  private final Standstill standstill;
  private final Set<JournalEntry> acknowledged =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** The names of clients, by the ids of their connections. */
  private final Map<String, String> names = new ConcurrentHashMap<>();

  private volatile JournalCursor cursor;

  private TestJournal(Journal journal, Duration patience, Standstill standstill) {
    this.journal = journal;
    this.standstill = standstill;
    this.patience = patience;
    this.cursor = journal.cursor();
  }

  /** Returns a journal as the current test sees it; all of it, if no extension has started it. */
  public static TestJournal of(Journal journal) {
    TestJournal watched = WATCHED.get(journal);
    return watched == null ? new TestJournal(journal, Watch.PATIENCE, Standstill.never()) : watched;
  }

  static TestJournal watch(Journal journal, Duration patience, Standstill standstill) {
    TestJournal watched = new TestJournal(journal, patience, standstill);
    WATCHED.put(journal, watched);
    return watched;
  }

  void unwatch() {
    WATCHED.remove(journal);
  }

  void startNewTest() {
    cursor = journal.cursor(journal.end());
  }

  /**
   * Returns how long waits take at most that are not told otherwise, of real time: 20 s, or as the
   * extension of the class says.
   */
  public Duration patience() {
    return patience;
  }

  Standstill standstill() {
    return standstill;
  }

  /** Returns the names that clients were given, by the ids of their connections. */
  public Map<String, String> names() {
    return Map.copyOf(names);
  }

  void name(String connectionId, String name) {
    names.put(connectionId, name);
  }

  /** Returns the whole journal, with the entries of other tests. */
  public Journal whole() {
    return journal;
  }

  /** Returns the entries of this test, oldest first. */
  public List<JournalEntry> entries() {
    return cursor.entries();
  }

  /** Returns the entries of this test of one type, oldest first. */
  public <T extends JournalEntry> List<T> entries(Class<T> type) {
    return entries().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * Takes the oldest entry of a type that was not taken before, and waits for it as long as {@link
   * #patience()} if there is none yet, and no longer if nothing can come any more. It counts as
   * {@linkplain #acknowledge acknowledged}.
   *
   * @throws AssertionError if none comes; the message lists the entries
   */
  public <T extends JournalEntry> T next(Class<T> type) {
    return next(type, entry -> true);
  }

  /**
   * Takes the oldest entry of a type that meets a condition, as {@link #next(Class)} does. Entries
   * of the type before it are passed over for good.
   *
   * @param condition which entries are meant
   * @throws AssertionError if none comes; the message lists the entries
   */
  public <T extends JournalEntry> T next(Class<T> type, Predicate<? super T> condition) {
    Standstill.Wait wait = standstill.begin(patience);
    AtomicReference<@Nullable T> found = new AtomicReference<>();
    wait.await(
        journal,
        () -> {
          found.set(cursor.poll(type, condition).orElse(null));
          return found.get() != null;
        });
    T entry = found.get();
    if (entry == null) {
      throw new AssertionError(
          "No further %s within %s. The journal of the test contains %s."
              .formatted(type.getSimpleName(), wait.limit(), entries()));
    }
    acknowledge(entry);
    return entry;
  }

  /**
   * Takes the oldest entry of a type that was not taken before, and waits for it if there is none
   * yet. It counts as {@linkplain #acknowledge acknowledged}.
   *
   * @param timeout how long to wait, of real time
   * @throws AssertionError if none comes; the message lists the entries
   */
  public <T extends JournalEntry> T next(Class<T> type, Duration timeout) {
    return next(type, timeout, entry -> true);
  }

  /**
   * Takes the oldest entry of a type that meets a condition, as {@link #next(Class, Duration)}
   * does. Entries of the type before it are passed over for good.
   *
   * @param timeout how long to wait, of real time
   * @param condition which entries are meant
   * @throws AssertionError if none comes; the message lists the entries
   */
  public <T extends JournalEntry> T next(
      Class<T> type, Duration timeout, Predicate<? super T> condition) {
    T found = cursor.next(type, timeout, condition);
    acknowledge(found);
    return found;
  }

  /**
   * Waits until a condition is met, which is checked whenever an entry is added.
   *
   * @param timeout how long to wait, of real time
   * @return whether it is met
   */
  public boolean await(Duration timeout, BooleanSupplier condition) {
    return journal.await(timeout, condition);
  }

  /**
   * Waits until a condition is met, as long as {@link #patience()}, and no longer if nothing can
   * come any more; it is checked whenever an entry is added.
   *
   * @return whether it is met
   */
  public boolean await(BooleanSupplier condition) {
    return standstill.begin(patience).await(journal, condition);
  }

  /** Notes that the test has dealt with an entry, such as a failed invocation. */
  public void acknowledge(JournalEntry entry) {
    acknowledged.add(entry);
  }

  boolean isAcknowledged(JournalEntry entry) {
    return acknowledged.contains(entry);
  }
}
