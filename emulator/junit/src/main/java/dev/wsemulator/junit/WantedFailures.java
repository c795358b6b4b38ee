package dev.wsemulator.junit;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Invoked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The failures of functions that a test caused with faults. A fault accounts for one failure, and
 * only for one that it makes: no cold start makes a handler throw. Not thread-safe.
 */
final class WantedFailures {
  private static final String FAILED =
      "java.lang.RuntimeException: A fault has made the function fail.";
  private static final String EXITED = "Runtime.ExitError:";

  private final List<Faulted> faults = new ArrayList<>();

  /** Collects the faults of a test. */
  WantedFailures(List<JournalEntry> entries) {
    for (JournalEntry entry : entries) {
      if (entry instanceof Faulted fault && fault.point().startsWith("INVOCATION")) {
        faults.add(fault);
      }
    }
  }

  /** Returns whether a fault accounts for a failure; it accounts for no other one then. */
  boolean take(Invoked failure) {
    Optional<Faulted> cause = faults.stream().filter(fault -> makes(fault, failure)).findFirst();
    cause.ifPresent(faults::remove);
    return cause.isPresent();
  }

  private static boolean makes(Faulted fault, Invoked failure) {
    return Objects.equals(fault.connectionId(), failure.connectionId())
        && Fault.ofJournal(fault.fault()).filter(kind -> failureOf(kind).test(failure)).isPresent();
  }

  /** Returns the failure of a function that a fault at its invocation makes. */
  static Predicate<Invoked> failureOf(Fault fault) {
    InvocationTarget target = new InvocationTarget();
    fault.strike(target);
    return target.failure;
  }

  /** An invocation that only finds out which failure follows; each fault of one can strike it. */
  private static final class InvocationTarget implements FaultTarget {
    private Predicate<Invoked> failure = invoked -> false;

    private static boolean isExit(Invoked failure, String how) {
      String result = failure.result().text();
      return result.startsWith(EXITED) && result.endsWith(how);
    }

    @Override
    public void throttle() {
      failure = invoked -> invoked.outcome().equals("throttled");
    }

    @Override
    public void error() {
      failure = invoked -> invoked.result().text().equals(FAILED);
    }

    @Override
    public void crash() {
      failure = invoked -> isExit(invoked, "exit status 1");
    }

    @Override
    public void outOfMemory() {
      failure = invoked -> isExit(invoked, "signal: killed");
    }

    @Override
    public void silence() {
      failure = invoked -> invoked.outcome().equals("timeout");
    }

    @Override
    public void delay(Duration by) {
      silence();
    }

    @Override
    public void pass() {}

    @Override
    public void reset() {}

    @Override
    public void fin() {}

    @Override
    public void close(int code, String reason) {}

    @Override
    public void coldStart(Duration lasting) {}

    @Override
    public void moveClock(Duration by) {}
  }
}
