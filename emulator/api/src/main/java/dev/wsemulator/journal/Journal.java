package dev.wsemulator.journal;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Feed;
import dev.wsemulator.internal.feed.ReaderSignal;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
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

  private volatile boolean recording = true;
  private volatile Supplier<List<String>> waitingFunctions = List::of;
  private volatile IntSupplier framesInFlight = () -> 0;

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

  /** Sets what returns the number that {@link #framesInFlight()} returns; for the emulator. */
  public void framesInFlight(IntSupplier count) {
    framesInFlight = count;
  }

  /**
   * Returns how many frames of clients are just being read, or wait for a thread: what follows from
   * them is recorded later.
   */
  public int framesInFlight() {
    return framesInFlight.getAsInt();
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

  /** Returns a cursor that starts with the oldest entry that is kept. */
  public JournalCursor cursor() {
    return cursor(0);
  }

  /** Returns a cursor that starts with the entry of this number. */
  public JournalCursor cursor(long start) {
    return new JournalCursor(this, start);
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
   * Waits for a condition, and looks whenever an entry is added.
   *
   * @param timeout how long to wait, of real time
   * @return whether it is so
   */
  public boolean await(Duration timeout, BooleanSupplier condition) {
    long deadline = TimeSource.system().nanos() + timeout.toNanos();
    try {
      long left = timeout.toNanos();
      long seen = end();
      while (!condition.getAsBoolean()) { // asked once for each answer: it may change at any moment
        if (left <= 0 || isEnded()) {
          return false;
        }
        bell.await(seen, Duration.ofNanos(left));
        seen = end();
        left = deadline - TimeSource.system().nanos();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return condition.getAsBoolean();
    }
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
