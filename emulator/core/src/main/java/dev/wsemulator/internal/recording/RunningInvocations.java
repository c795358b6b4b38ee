package dev.wsemulator.internal.recording;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import dev.wsemulator.journal.JournalEntry.RequestEnded;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The functions that run, or are about to, and the messages that they have not answered yet, so
 * that time does not pass while they work in no time, as far as the clock is concerned.
 * Thread-safe.
 */
public final class RunningInvocations {
  private final Journal journal;

  /** Up to where the journal is read. Guarded by {@code this}, as all below. */
  private long seen;

  /** Messages that are not answered. */
  private final Set<String> received = new HashSet<>();

  /** Invocations that run, and messages whose function has just ended. */
  private final Set<String> running = new HashSet<>();

  /** What did not end when it was waited for. */
  private final Set<String> hanging = new HashSet<>();

  /** How many frames were still in flight when they were waited for. */
  private int stuck;

  /** Creates one that counts invocations from now on. */
  public RunningInvocations(Journal journal) {
    this.journal = journal;
    this.seen = journal.end();
  }

  /**
   * Lets all end; those that do not are not waited for again.
   *
   * @param timeout how long to wait at most, of real time
   */
  public synchronized void awaitIdle(Duration timeout) {
    long deadline = TimeSource.system().nanos() + timeout.toNanos();
    hanging.retainAll(running());
    stuck = Math.min(stuck, journal.framesInFlight());
    boolean idle = awaitHandedOn(deadline) && awaitEnds(deadline);
    while (idle && !isHandedOn()) { // one has come meanwhile, or what a function did is a frame
      idle = awaitHandedOn(deadline) && awaitEnds(deadline);
    }
    if (!idle) {
      hanging.addAll(running());
      stuck = journal.framesInFlight();
    }
  }

  private boolean isHandedOn() {
    return journal.framesInFlight() <= stuck;
  }

  /** Waits until the frames in flight are handed on, of which no entry of the journal tells. */
  private boolean awaitHandedOn(long deadline) {
    while (!isHandedOn() && TimeSource.system().nanos() < deadline) {
      Thread.yield();
    }
    return isHandedOn();
  }

  private boolean awaitEnds(long deadline) {
    return journal.await(
        Duration.ofNanos(Math.max(0, deadline - TimeSource.system().nanos())),
        () -> journal.waitingFunctions().isEmpty() && hanging.containsAll(running()));
  }

  /** Returns the ids of invocations that run, and of messages whose function has just ended. */
  private Set<String> running() {
    Batch<JournalEntry> news = journal.since(seen);
    seen = news.first() + news.items().size();
    if (news.missed() > 0) { // their ends may be among them
      received.clear();
      running.clear();
    }
    news.items().forEach(this::count);
    return Set.copyOf(running);
  }

  private void count(JournalEntry entry) {
    if (entry instanceof MessageReceived message) {
      received.add(message.requestId());
    } else if (entry instanceof Invoking invoking) {
      running.add(invoking.invocationId());
    } else if (entry instanceof Invoked invoked) {
      running.remove(invoked.invocationId());
      if (received.contains(invoked.requestId())) {
        running.add(invoked.requestId()); // its answer is not sent yet
      }
    } else if (entry instanceof RequestEnded ended) {
      received.remove(ended.requestId());
      running.remove(ended.requestId());
    }
  }
}
