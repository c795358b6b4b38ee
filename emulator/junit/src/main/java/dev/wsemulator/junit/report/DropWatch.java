package dev.wsemulator.junit.report;

import dev.wsemulator.fault.OngoingScenario;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Subscription;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.LimitPassed;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import dev.wsemulator.journal.JournalEntry.MessageSent;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether a scenario strikes anybody, from before it begins until it is closed. It keeps up
 * with the journal, which does not keep everything. Thread-safe.
 */
public final class DropWatch implements AutoCloseable {
  private static final int TOO_LARGE = 1009;

  private final Journal journal;
  private final TimeSource time;
  private final Instant begin;
  private final Subscription reading;

  /** The rules that have struck. */
  private final Set<String> struck = ConcurrentHashMap.newKeySet();

  private volatile boolean idleLimitPassed;

  /** When the first message passed after the scenario had begun. */
  private volatile @Nullable Instant firstMessage;

  /** When what lets time pass had let it pass. */
  private volatile @Nullable Instant passed;

  private volatile boolean tooLarge;
  private volatile @Nullable OngoingScenario ongoing;

  /** The number of the next entry to look at. Guarded by {@code this}. */
  private long next;

  private DropWatch(Journal journal, TimeSource time) {
    this.journal = journal;
    this.time = time;
    this.begin = time.now();
    this.next = journal.end();
    this.reading = journal.follow(next, batch -> catchUp());
  }

  /**
   * Begins to watch what is recorded from now on.
   *
   * @param journal the emulator's journal
   * @param time the emulator's clock
   */
  public static DropWatch over(Journal journal, TimeSource time) {
    return new DropWatch(journal, time);
  }

  private synchronized void catchUp() {
    Batch<JournalEntry> batch = journal.since(next);
    next = batch.next();
    batch.items().forEach(this::note);
  }

  private void note(JournalEntry entry) {
    if (entry instanceof Faulted fault) {
      struck.add(fault.faultId());
    } else if (entry instanceof LimitPassed limit) {
      idleLimitPassed |= limit.limit().equals("idle timeout");
    } else if (entry instanceof Closed end) {
      tooLarge |= end.code() == TOO_LARGE;
    } else if (entry instanceof MessageReceived || entry instanceof MessageSent) {
      noteMessage(entry.at());
    }
  }

  private void noteMessage(Instant at) {
    if (firstMessage == null && at.isAfter(begin)) {
      firstMessage = at;
    }
  }

  /** Sets the scenario, which has begun. */
  public void begun(OngoingScenario scenario) {
    this.passed = time.now();
    this.ongoing = scenario;
  }

  /** Returns the base URL of the address that the scenario has opened, if it has. */
  public Optional<URI> address() {
    OngoingScenario scenario = ongoing;
    return scenario == null ? Optional.empty() : scenario.address();
  }

  /**
   * Returns why the drop never came, in sentences for the test's failure; nothing if it came.
   *
   * @param patience how long to wait for a drop that is about to come, of real time
   */
  public Optional<String> missed(Duration patience) {
    OngoingScenario scenario = ongoing;
    if (scenario == null) {
      return Optional.empty(); // it could not begin, which has failed the test
    }
    if (scenario.scenario().strikesAtOnce() && scenario.connections().isEmpty()) {
      return Optional.of(MissedDrop.nobody(scenario.scenario()));
    }
    boolean came = journal.await(patience, () -> hasCome(scenario));
    return came ? Optional.empty() : Optional.of(MissedDrop.of(scenario));
  }

  private boolean hasCome(OngoingScenario scenario) {
    catchUp();
    Scenario which = scenario.scenario();
    if (which == Scenario.LARGE_MESSAGE) {
      return tooLarge;
    }
    if (which.passes().isPresent() && (idleLimitPassed || isKeptOpen())) {
      return true;
    }
    return which.strikesAtOnce()
        ? which.strike().isPresent() && scenario.struck() > 0
        : struck.contains(scenario.rules().keySet().iterator().next());
  }

  /** Returns whether a message passed while time did. */
  private boolean isKeptOpen() {
    Instant message = firstMessage;
    Instant end = passed;
    return message != null && end != null && message.isBefore(end);
  }

  /** Ends the scenario's rules. */
  @Override
  public void close() {
    OngoingScenario scenario = ongoing;
    if (scenario != null) {
      scenario.close();
    }
    reading.close();
  }
}
