package dev.wsemulator.journal;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Feed;
import dev.wsemulator.internal.feed.ReaderSignal;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The record of everything that happened, bounded to the newest {@link #CAPACITY} entries, which
 * are numbered from 0. Thread-safe: writers never wait for each other or for readers.
 */
public final class Journal implements Feed<JournalEntry> {
  /** How many entries are kept. */
  public static final int CAPACITY = 10_000;

  private final AtomicReferenceArray<@Nullable Numbered> ring =
      new AtomicReferenceArray<>(CAPACITY);
  private final AtomicLong added = new AtomicLong();
  private final ReaderSignal bell = new ReaderSignal(added::get);

  /** What {@link #next} has returned last of each type, by number. Guarded by {@code this}. */
  private final Map<Class<?>, Long> taken = new HashMap<>();

  /** Where {@link #current} and {@link #next} begin, by number. */
  private volatile long start;

  /** Guarded by {@code this} for writing. */
  private volatile int waiting;

  private volatile boolean recording = true;
  private volatile Supplier<List<String>> waitingFunctions = List::of;

  /** What tests have dealt with, for as long as it is kept. */
  private final Set<JournalEntry> acknowledged =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** An entry with its place, as the ring is overwritten. */
  private record Numbered(long number, JournalEntry entry) {}

  /** Creates an empty journal. */
  public Journal() {}

  /** Adds an entry, dropping the oldest if the journal is full. */
  public void add(JournalEntry entry) {
    if (!recording) {
      return;
    }
    long number = added.getAndIncrement();
    ring.accumulateAndGet((int) (number % CAPACITY), new Numbered(number, entry), Journal::newer);
    if (waiting > 0) {
      synchronized (this) {
        notifyAll();
      }
    }
    bell.added(number);
  }

  /** Sets what returns the functions that {@link #waitingFunctions} names; for the emulator. */
  public void waitingFunctions(Supplier<List<String>> names) {
    waitingFunctions = names;
  }

  /**
   * Returns the names of functions with an event that waits for an execution environment, one per
   * event; its invocation is recorded later.
   */
  public List<String> waitingFunctions() {
    return waitingFunctions.get();
  }

  /** Sets whether further entries are kept; they are by default. */
  public void record(boolean each) {
    recording = each;
  }

  /** Returns the entries that are kept, oldest first. */
  public List<JournalEntry> entries() {
    return numbered(0, CAPACITY).stream().map(Numbered::entry).toList();
  }

  /** Returns the kept entries of one type, oldest first. */
  public <T extends JournalEntry> List<T> entries(Class<T> type) {
    return entries().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Returns the kept entries about one connection, oldest first. */
  public List<JournalEntry> ofConnection(String connectionId) {
    return entries().stream().filter(entry -> connectionId.equals(entry.connectionId())).toList();
  }

  @Override
  public long end() {
    return added.get();
  }

  @Override
  public Batch<JournalEntry> since(long sequence, int max) {
    List<Numbered> found = numbered(sequence, max);
    long first = found.isEmpty() ? sequence : found.get(0).number();
    return new Batch<>(first, first - sequence, found.stream().map(Numbered::entry).toList());
  }

  @Override
  public void await(long sequence, Duration patience) throws InterruptedException {
    bell.await(sequence, patience);
  }

  /** Signals readers that no entries follow: they read the rest, and end. */
  public void finish() {
    bell.end();
  }

  @Override
  public boolean isEnded() {
    return bell.isEnded();
  }

  /**
   * Returns the kept entries since {@link #startNewTest}, oldest first: in a test of JUnit those of
   * this test, also where it shares its emulator with others.
   */
  public List<JournalEntry> current() {
    return since(start).items();
  }

  /** Returns the entries of one type since {@link #startNewTest}, oldest first. */
  public <T extends JournalEntry> List<T> current(Class<T> type) {
    return current().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * Marks an entry as handled by a test, so that it is not reported as unread. {@link #next}
   * acknowledges what it returns.
   */
  public void acknowledge(JournalEntry entry) {
    acknowledged.add(entry);
  }

  /** Returns whether a test has dealt with an entry. */
  public boolean isAcknowledged(JournalEntry entry) {
    return acknowledged.contains(entry);
  }

  /** Returns entries that follow each other; those that are overwritten meanwhile are left out. */
  private List<Numbered> numbered(long first, int max) {
    long end = added.get();
    List<Numbered> found = new ArrayList<>();
    for (long number = Math.max(first, end - CAPACITY); number < end; number++) {
      Numbered slot = written(number);
      if (slot.number() != number) {
        found.clear();
      } else {
        found.add(slot);
      }
      if (found.size() == max) {
        break;
      }
    }
    return found;
  }

  /**
   * Returns what is at an entry's place: the entry, or one that has replaced it. A writer that has
   * taken the number and not yet written is waited for, so that no reader passes its entry over.
   */
  private Numbered written(long number) {
    int place = (int) (number % CAPACITY);
    Numbered slot = ring.get(place);
    while (slot == null || slot.number() < number) {
      Thread.onSpinWait();
      slot = ring.get(place);
    }
    return slot;
  }

  /** A writer that is overtaken by a whole round does not write over the newer entry. */
  private static Numbered newer(@Nullable Numbered there, Numbered mine) {
    return there != null && there.number() > mine.number() ? there : mine;
  }

  /**
   * Returns the oldest kept entry of a type that this method has not returned before, and waits for
   * one if necessary.
   *
   * @param timeout how long to wait, of real time
   * @throws AssertionError if none comes; the message lists the entries
   */
  public <T extends JournalEntry> T next(Class<T> type, Duration timeout) {
    return next(type, timeout, entry -> true);
  }

  /**
   * Returns the oldest matching entry of a type that this method has not returned or skipped
   * before, and waits for one if necessary.
   *
   * @param timeout how long to wait, of real time
   * @param wanted which entries are meant; all others of the type are passed over
   * @throws AssertionError if none comes; the message lists the entries
   */
  public synchronized <T extends JournalEntry> T next(
      Class<T> type, Duration timeout, Predicate<? super T> wanted) {
    long end = TimeSource.system().nanos() + timeout.toNanos();
    waiting++;
    try {
      while (true) {
        T found = take(type, wanted);
        if (found != null) {
          return found;
        }
        long left = end - TimeSource.system().nanos();
        if (left <= 0) {
          throw new AssertionError(
              "No further %s within %s. The journal contains %s."
                  .formatted(type.getSimpleName(), timeout, entries()));
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for the journal.", e);
    } finally {
      waiting--;
    }
  }

  /**
   * Waits for a condition, and looks whenever an entry is added.
   *
   * @param timeout how long to wait, of real time
   * @return whether it is so
   */
  public synchronized boolean await(Duration timeout, BooleanSupplier condition) {
    long end = TimeSource.system().nanos() + timeout.toNanos();
    waiting++;
    try {
      boolean met =
          condition.getAsBoolean(); // asked once for each answer: it may change at any moment
      for (long left = timeout.toNanos(); !met && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        met = condition.getAsBoolean();
        left = end - TimeSource.system().nanos();
      }
      return met;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return condition.getAsBoolean();
    } finally {
      waiting--;
    }
  }

  /**
   * Lets {@link #current} and {@link #next} return only what is added from now on, as when the next
   * test begins.
   */
  public synchronized void startNewTest() {
    start = added.get();
  }

  private <T extends JournalEntry> @Nullable T take(Class<T> type, Predicate<? super T> wanted) {
    long from = Math.max(start, taken.getOrDefault(type, -1L) + 1);
    for (Numbered slot : numbered(from, CAPACITY)) {
      if (type.isInstance(slot.entry()) && wanted.test(type.cast(slot.entry()))) {
        taken.put(type, slot.number());
        acknowledge(slot.entry());
        return type.cast(slot.entry());
      }
    }
    return null;
  }

  /** Returns what happened in words that two runs of the same test have in common. */
  public Transcript transcript() {
    return Transcript.of(entries());
  }

  /** Returns what happened as a drawing of who sent what to whom. */
  public SequenceDiagram diagram() {
    return SequenceDiagram.of(entries());
  }
}
