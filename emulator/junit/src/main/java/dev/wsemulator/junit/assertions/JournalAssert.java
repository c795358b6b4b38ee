package dev.wsemulator.junit.assertions;

import dev.wsemulator.journal.Body;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.SequenceDiagram;
import dev.wsemulator.junit.TestJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what the emulator saw during this test: {@link TestJournal#entries}. An end is
 * found whenever it was, as its connection is named. Those that expect something wait for it, up to
 * {@link TestJournal#patience()} or as {@link #within} says; those that expect that something is
 * not there look at once. A failed function that {@link #hasFailed} has found counts as read.
 * Functions are given by their name or, where that is made from the stack's name and a logical id,
 * by the logical id.
 */
public final class JournalAssert extends AbstractAssert<JournalAssert, Journal> {

  private final TestJournal test;
  private Duration patience;

  /** Whether the patience is the test's own, which is kept to the end. */
  private boolean within;

  JournalAssert(Journal journal) {
    super(journal, JournalAssert.class);
    this.test = TestJournal.of(journal);
    this.patience = test.patience();
  }

  /** Sets how long the following assertions wait, of real time. */
  public JournalAssert within(Duration limit) {
    this.patience = limit;
    this.within = true;
    return this;
  }

  private void await(BooleanSupplier condition) {
    if (within) {
      actual.await(patience, condition);
    } else {
      test.await(condition);
    }
  }

  /** Says that the function has run to its end, or has failed, at least once. */
  public JournalAssert hasInvoked(String functionName) {
    invocations(functionName);
    return this;
  }

  /** Says that the function has run to its end, or has failed, so many times. */
  public JournalAssert hasInvoked(String functionName, int times) {
    await(() -> ofFunction(functionName).size() >= times);
    long found = ofFunction(functionName).size();
    if (found != times) {
      throw failure(
          "The function %s was expected to have ended %d times, but has ended %d times.%n%s",
          functionName, times, found, diagram());
    }
    return this;
  }

  /** Says that the function was not invoked. */
  public JournalAssert hasNotInvoked(String functionName) {
    boolean begun =
        test.entries(JournalEntry.Invoking.class).stream()
            .anyMatch(entry -> isNamed(entry.functionName(), functionName));
    if (begun || !ofFunction(functionName).isEmpty()) {
      throw failure(
          "The function %s was not expected to be invoked, but was.%n%s", functionName, diagram());
    }
    return this;
  }

  /**
   * Says that the function has failed at least once: with an error, by its timeout, or because it
   * was throttled. Its failures count as read.
   */
  public JournalAssert hasFailed(String functionName) {
    await(() -> !failuresOf(functionName).isEmpty());
    invocations(functionName);
    List<Invoked> failed = failuresOf(functionName);
    if (failed.isEmpty()) {
      throw failure(
          "The function %s was expected to have failed, but has succeeded.%n%s",
          functionName, diagram());
    }
    failed.forEach(test::acknowledge);
    return this;
  }

  private List<Invoked> failuresOf(String functionName) {
    return ofFunction(functionName).stream()
        .filter(entry -> !entry.outcome().equals("success"))
        .toList();
  }

  private List<Invoked> invocations(String functionName) {
    await(() -> !ofFunction(functionName).isEmpty());
    List<Invoked> found = ofFunction(functionName);
    if (found.isEmpty()) {
      throw failure(
          "The function %s was expected to have ended, but the functions that have are %s.%n%s",
          functionName,
          test.entries(Invoked.class).stream().map(Invoked::functionName).distinct().toList(),
          diagram());
    }
    return found;
  }

  private List<Invoked> ofFunction(String functionName) {
    return test.entries(Invoked.class).stream()
        .filter(entry -> isNamed(entry.functionName(), functionName))
        .toList();
  }

  private SequenceDiagram diagram() {
    return SequenceDiagram.of(test.entries(), test.names());
  }

  private static boolean isNamed(String name, String wanted) {
    return name.equals(wanted) || name.endsWith("-" + wanted);
  }

  /** Says that a connection has ended, and returns assertions about how. */
  public CloseAssert closed(String connectionId) {
    await(() -> !endsOf(connectionId).isEmpty());
    List<Closed> ends = endsOf(connectionId);
    if (ends.isEmpty()) {
      throw failure(
          "The connection %s was expected to have ended, but has not.%n%s",
          who(connectionId), diagram());
    }
    return new CloseAssert(this, ends.get(ends.size() - 1));
  }

  private String who(String connectionId) {
    String name = test.names().get(connectionId);
    return name == null ? connectionId : connectionId + " of " + name;
  }

  private List<Closed> endsOf(String connectionId) {
    return actual.entries(Closed.class).stream()
        .filter(entry -> entry.connectionId().equals(connectionId))
        .toList();
  }

  /** Says that no connection has ended during this test. */
  public JournalAssert hasNoneClosed() {
    List<Closed> ends = test.entries(Closed.class);
    if (!ends.isEmpty()) {
      throw failure("No connection was expected to have ended, but %s have.", ends);
    }
    return this;
  }

  /** Says that entries of these types are there in this order, maybe with others in between. */
  @SafeVarargs
  public final JournalAssert containsInOrder(Class<? extends JournalEntry>... types) {
    List<Predicate<JournalEntry>> wanted = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Class<? extends JournalEntry> type : types) {
      wanted.add(type::isInstance);
      names.add(type.getSimpleName());
    }
    return inOrder(wanted, names);
  }

  /** Says that clients sent or got these messages in this order, maybe with others in between. */
  public JournalAssert containsMessagesInOrder(String... texts) {
    List<Predicate<JournalEntry>> wanted = new ArrayList<>();
    for (String text : texts) {
      Body body = Body.of(text); // hides the secrets that the journal hides
      wanted.add(entry -> Objects.equals(body, message(entry)));
    }
    return inOrder(wanted, List.of(texts));
  }

  private static @Nullable Body message(JournalEntry entry) {
    if (entry instanceof JournalEntry.MessageReceived message) {
      return message.body();
    }
    return entry instanceof JournalEntry.MessageSent message ? message.body() : null;
  }

  private JournalAssert inOrder(List<Predicate<JournalEntry>> wanted, List<String> names) {
    await(() -> found(wanted) == wanted.size());
    int found = found(wanted);
    if (found < wanted.size()) {
      throw failure(
          "%s were expected in this order, but there is no %s%s.%n%s",
          names,
          names.get(found),
          found == 0 ? "" : " after " + names.subList(0, found),
          diagram());
    }
    return this;
  }

  /** Returns how many of them are there, in order. */
  private int found(List<Predicate<JournalEntry>> wanted) {
    int found = 0;
    for (JournalEntry entry : test.entries()) {
      if (found < wanted.size() && wanted.get(found).test(entry)) {
        found++;
      }
    }
    return found;
  }
}
