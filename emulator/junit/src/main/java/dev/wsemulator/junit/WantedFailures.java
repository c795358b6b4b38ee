package dev.wsemulator.junit;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Invoked;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
        && makes(fault.fault(), failure.outcome(), failure.result().text());
  }

  private static boolean makes(String fault, String outcome, String result) {
    return switch (fault) {
      case "throttle" -> outcome.equals("throttled");
      case "error" -> result.equals(FAILED);
      case "crash" -> result.startsWith(EXITED) && result.endsWith("exit status 1");
      case "out of memory" -> result.startsWith(EXITED) && result.endsWith("signal: killed");
      default ->
          outcome.equals("timeout") && (fault.equals("silence") || fault.startsWith("delay by "));
    };
  }
}
