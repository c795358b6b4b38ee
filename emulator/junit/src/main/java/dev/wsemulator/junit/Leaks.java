package dev.wsemulator.junit;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what a test has left behind.
 *
 * @param watch knows which connections and functions belong to the test
 * @param run the test
 */
record Leaks(Watch watch, TestRun run) {

  /** How long the gateway is given to notice that a client has ended. */
  private static final Duration NOTICE = Duration.ofSeconds(1);

  private static final int OPEN = 101;

  /** Returns a sentence for every connection that is open and has no owner any more. */
  List<String> openSockets() {
    return run.leftOpen().stream()
        .map(
            socket ->
                "The %s left %s open. Close it, for example by opening it in try (...)."
                    .formatted(run.name(), socket.client()))
        .toList();
  }

  /**
   * Waits until the gateway has noticed the closed clients, so that the next test does not see
   * them. With a fault it may never notice.
   */
  void awaitEnds() {
    if (!run.isOverlapped() && of(Faulted.class, watch.entriesOf(run)).isEmpty()) {
      watch.journal().await(NOTICE, this::isEveryEndKnown);
    }
  }

  /** Returns whether each connection has ended, and $disconnect has begun where there is one. */
  private boolean isEveryEndKnown() {
    List<JournalEntry> entries = watch.entriesOf(run);
    List<Closed> ends = of(Closed.class, entries);
    Set<String> begun =
        of(Invoking.class, entries).stream()
            .map(Invoking::requestId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return ends.size() >= run.connections()
        && ends.stream()
            .filter(end -> watch.runsDisconnect(end.connectionId()))
            .map(Closed::requestId)
            .allMatch(begun::contains);
  }

  /**
   * Returns a sentence for every function that does not end.
   *
   * @param grace how long to wait for that, of real time
   */
  List<String> runningFunctions(Duration grace) {
    if (run.isOverlapped()) {
      return List.of();
    }
    boolean allEnded =
        watch.journal().await(grace, () -> waiting().isEmpty() && running().isEmpty());
    List<Invoking> left = allEnded ? List.of() : running();
    List<String> sentences = new ArrayList<>();
    left.stream()
        .filter(watch::settle)
        .map(
            call ->
                ("The %s left the function %s running (invocation %s). Wait for its end, for example"
                        + " with journal.next(JournalEntry.Invoked.class, timeout), or let its"
                        + " time pass.")
                    .formatted(run.name(), call.functionName(), call.invocationId()))
        .forEach(sentences::add);
    if (!allEnded) {
      waiting().forEach(name -> sentences.add(waits(name)));
    }
    return sentences;
  }

  private List<String> waiting() {
    return watch.journal().waitingFunctions();
  }

  private String waits(String function) {
    return ("The %s left an event that waits for an execution environment of the function %s."
            + " Wait until the function has run, or let what keeps its environments busy end.")
        .formatted(run.name(), function);
  }

  private List<Invoking> running() {
    List<JournalEntry> entries = watch.entriesOf(run);
    Map<String, Integer> ended = new HashMap<>();
    for (Invoked entry : of(Invoked.class, entries)) {
      ended.merge(entry.invocationId(), 1, Integer::sum);
    }
    return of(Invoking.class, entries).stream()
        .filter(entry -> ended.merge(entry.invocationId(), -1, Integer::sum) < 0)
        .filter(entry -> !watch.isSettled(entry))
        .toList();
  }

  /** Returns a sentence for every function that failed with an unread error. */
  List<String> errors() {
    if (run.isOverlapped()) {
      return List.of();
    }
    List<JournalEntry> entries = watch.entriesOf(run);
    WantedFailures wanted = new WantedFailures(entries);
    List<String> sentences = new ArrayList<>();
    for (Invoked entry : of(Invoked.class, entries)) {
      boolean unknown =
          !entry.outcome().equals("success")
              && !isEndedByEmulator(entry)
              && !wanted.take(entry)
              && watch.settle(entry)
              && !isKnown(entry, entries);
      if (unknown) {
        sentences.add(sentence(entry));
      }
    }
    return sentences;
  }

  /**
   * That it was running when the emulator closed is reported already, and is not an error of its
   * own.
   */
  private static boolean isEndedByEmulator(Invoked entry) {
    return entry.result().text().startsWith("Runtime.Closed:");
  }

  private boolean isKnown(Invoked entry, List<JournalEntry> entries) {
    String request = entry.requestId();
    return watch.testJournal().isAcknowledged(entry)
        || watch.concerned(entry, run).stream()
            .anyMatch(each -> each.knows(entry.functionName(), request))
        || request != null && isRefused(request, entries);
  }

  /** A refused client throws an exception. */
  private static boolean isRefused(String request, List<JournalEntry> entries) {
    return of(Handshake.class, entries).stream()
        .filter(handshake -> handshake.status() != OPEN)
        .anyMatch(handshake -> Objects.equals(handshake.requestId(), request));
  }

  private String sentence(Invoked entry) {
    return ("The %s did not look at an error: the function %s ended with %s: %s. Take it with"
            + " journal.next(JournalEntry.Invoked.class, timeout), or declare it with"
            + " @AllowFunctionErrors(\"%s\").")
        .formatted(
            culprit(entry),
            entry.functionName(),
            entry.outcome(),
            entry.result(),
            entry.functionName());
  }

  /** Returns the test that has to look at it, or the class if several tests may have to. */
  private String culprit(Invoked entry) {
    Set<TestRun> concerned = watch.concerned(entry, run);
    return concerned.size() == 1 ? concerned.iterator().next().name() : run.name();
  }

  private static <T extends JournalEntry> List<T> of(Class<T> type, List<JournalEntry> entries) {
    return entries.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
