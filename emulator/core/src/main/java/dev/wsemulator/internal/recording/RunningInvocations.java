package dev.wsemulator.internal.recording;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The functions that run, or are about to, so that time does not pass while they work in no time,
 * as far as the clock is concerned. Thread-safe.
 */
public final class RunningInvocations {
  private final Journal journal;
  private final long beginning;

  /** Asynchronous invocations that are still running. Guarded by {@code this}. */
  private final Set<String> hanging = new HashSet<>();

  /** Creates one that counts invocations from now on. */
  public RunningInvocations(Journal journal) {
    this.journal = journal;
    this.beginning = journal.end();
  }

  /**
   * Lets all end; those that do not are not waited for again.
   *
   * @param timeout how long to wait at most, of real time
   */
  public synchronized void awaitIdle(Duration timeout) {
    hanging.retainAll(running());
    boolean idle =
        journal.await(
            timeout, () -> journal.waitingFunctions().isEmpty() && hanging.containsAll(running()));
    if (!idle) {
      hanging.addAll(running());
    }
  }

  private Set<String> running() {
    Set<String> begun = new HashSet<>();
    for (JournalEntry entry : journal.since(beginning).items()) {
      if (entry instanceof Invoking invoking) {
        begun.add(invoking.invocationId());
      } else if (entry instanceof Invoked invoked) {
        begun.remove(invoked.invocationId());
      }
    }
    return begun;
  }
}
