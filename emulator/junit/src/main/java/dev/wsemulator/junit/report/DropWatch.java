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
import java.time.Duration;
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
  private final Subscription reading;

  /** The rules that have struck. */
  private final Set<String> struck = ConcurrentHashMap.newKeySet();

  private volatile boolean idleLimitPassed;
  private volatile boolean messagePassed;
  private volatile boolean tooLarge;
  private volatile @Nullable OngoingScenario ongoing;

  /** The number of the next entry to look at. Guarded by {@code this}. */
  private long next;

  private DropWatch(Journal journal) {
    this.journal = journal;
    this.next = journal.end();
    this.reading = journal.follow(next, batch -> catchUp());
  }

  /** Begins to watch what is recorded from now on. */
  public static DropWatch over(Journal journal) {
    return new DropWatch(journal);
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
      messagePassed = true;
    }
  }

  /** Sets the scenario, which has begun. */
  public void begun(OngoingScenario scenario) {
    this.ongoing = scenario;
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
    if (which.passes().isPresent()) {
      return idleLimitPassed || messagePassed;
    }
    return which.strike().isPresent()
        ? scenario.struck() > 0
        : struck.contains(scenario.rules().keySet().iterator().next());
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
