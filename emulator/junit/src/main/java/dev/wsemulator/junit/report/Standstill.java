package dev.wsemulator.junit.report;

import static java.time.temporal.ChronoUnit.MILLIS;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import dev.wsemulator.journal.JournalEntry.RequestEnded;
import dev.wsemulator.junit.network.ClientNetwork;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends the waits of tests early when nothing can come any more. With a clock that only a test
 * moves, that is so when no function runs and no message is being processed, nothing is under way
 * in a client's network, and for two seconds neither the journal has grown nor this JVM has worked:
 * what timers, delays and retries hold up comes only if the clock is advanced. With the system
 * clock, waits last. Thread-safe.
 */
public final class Standstill {
  /** How long nothing must have happened; other programs may be about to call. */
  private static final Duration STILL = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(50);

  /** The looks of two seconds that are not late; on a busy machine they take longer. */
  private static final int LOOKS = 30;

  /** More work than that of the waits themselves. */
  private static final Duration WORK = Duration.ofMillis(300);

  private final @Nullable Journal journal;

  private Standstill(@Nullable Journal journal) {
    this.journal = journal;
  }

  /** Returns one for an emulator. */
  public static Standstill of(WebSocketApiEmulator emulator) {
    return new Standstill(emulator.time().canAdvance() ? emulator.journal() : null);
  }

  /** Returns one that never comes. */
  public static Standstill never() {
    return new Standstill(null);
  }

  /**
   * Begins a wait.
   *
   * @param patience how long it lasts at most, of real time
   */
  public Wait begin(Duration patience) {
    return new Wait(patience);
  }

  /** A wait, which looks from time to time whether it should go on. For one thread. */
  public final class Wait {
    private final Duration patience;
    private final long begin = now();
    private boolean ended;
    private long stillSince = begin;
    private long entries = -1;
    private Duration work = Duration.ZERO;
    private int looks;

    private Wait(Duration patience) {
      this.patience = patience;
    }

    /** Waits for a condition, which is checked whenever an entry is added to a journal. */
    public boolean await(Journal where, BooleanSupplier condition) {
      boolean met = where.await(step(), condition);
      while (!met && goesOn()) {
        met = where.await(step(), condition);
      }
      return met;
    }

    /** Returns how long to wait until the next look. */
    public Duration step() {
      Duration left = patience.minusNanos(now() - begin);
      Duration most = journal == null || left.compareTo(LOOK) < 0 ? left : LOOK;
      return most.isNegative() ? Duration.ZERO : most;
    }

    /** Returns whether it should go on. */
    public boolean goesOn() {
      if (now() - begin >= patience.toNanos()) {
        return false;
      }
      ended = journal != null && standsStill(journal);
      return !ended;
    }

    private boolean standsStill(Journal watched) {
      Duration worked = workOfThisProgram();
      if (watched.end() != entries || worked.minus(work).compareTo(WORK) > 0) {
        restart(watched, worked);
        return false;
      }
      looks++;
      if (looks < LOOKS || now() - stillSince < STILL.toNanos()) {
        return false;
      }
      boolean busy = ClientNetwork.isAnyCarrying() || isBusy(watched);
      if (busy) {
        restart(watched, worked);
      }
      return !busy;
    }

    private void restart(Journal watched, Duration worked) {
      entries = watched.end();
      work = worked;
      looks = 0;
      stillSince = now();
    }

    /** Returns how long it lasted, and why no longer, in words that follow "within". */
    public String limit() {
      return ended
          ? "%s. Nothing can come any more: the virtual clock stands still, no function runs, and nothing has happened for %s. Let time pass by time.advance(duration), or give the wait a limit of its own if something outside of this program is awaited"
              .formatted(Duration.ofNanos(now() - begin).truncatedTo(MILLIS), STILL)
          : patience.toString();
    }
  }

  private static long now() {
    return TimeSource.system().nanos();
  }

  private static Duration workOfThisProgram() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Returns whether a function runs, or a message is being processed. */
  private static boolean isBusy(Journal journal) {
    Set<String> open = new HashSet<>();
    for (JournalEntry entry : journal.entries()) {
      if (entry instanceof MessageReceived message) {
        open.add(message.requestId());
      } else if (entry instanceof RequestEnded ended) {
        open.remove(ended.requestId());
      } else if (entry instanceof Invoking invoking) {
        open.add(invoking.invocationId());
      } else if (entry instanceof Invoked invoked) {
        open.remove(invoked.invocationId());
      }
    }
    return !open.isEmpty() || !journal.waitingFunctions().isEmpty() || journal.framesInFlight() > 0;
  }
}
