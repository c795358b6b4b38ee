package dev.wsemulator.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The record of everything that happened, bounded to the newest entries. Thread-safe. */
public final class Journal {
  private static final int CAPACITY = 10_000;

  private final Deque<JournalEntry> entries = new ArrayDeque<>();
  private final List<Consumer<JournalEntry>> readers = new CopyOnWriteArrayList<>();

  /** Creates an empty journal. */
  public Journal() {}

  /** Adds an entry, dropping the oldest if the journal is full. */
  public void add(JournalEntry entry) {
    synchronized (entries) {
      if (entries.size() == CAPACITY) {
        entries.removeFirst();
      }
      entries.addLast(entry);
    }
    readers.forEach(reader -> reader.accept(entry));
  }

  /** Returns the entries that are kept, oldest first. */
  public List<JournalEntry> entries() {
    synchronized (entries) {
      return new ArrayList<>(entries);
    }
  }

  /** Returns the kept entries of one type, oldest first. */
  public <T extends JournalEntry> List<T> entries(Class<T> type) {
    return entries().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * Hands every further entry to the reader, on the thread that adds it: the reader must be quick.
   */
  public void onEntry(Consumer<JournalEntry> reader) {
    readers.add(reader);
  }
}
