package dev.wsemulator.junit.assertions;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.junit.CloseStatus;
import org.assertj.core.api.AbstractAssert;

/** Assertions about how the gateway saw a connection end. */
public final class CloseAssert extends AbstractAssert<CloseAssert, Closed> {
  private final JournalAssert journal;

  CloseAssert(JournalAssert journal, Closed closed) {
    super(closed, CloseAssert.class);
    this.journal = journal;
  }

  /** Says that the connection has ended with this code; 1006 for a loss without close frame. */
  public CloseAssert withCode(int code) {
    if (actual.code() != code) {
      throw failure(
          "The connection %s was expected to have ended with %d, but has ended with %s.",
          actual.connectionId(), code, words());
    }
    return this;
  }

  /** Says that the connection has ended with this reason; it may be empty. */
  public CloseAssert withReason(String reason) {
    if (!actual.reason().equals(reason)) {
      throw failure(
          "The connection %s was expected to have ended with the reason \"%s\", but has ended with %s.",
          actual.connectionId(), reason, words());
    }
    return this;
  }

  private CloseStatus words() {
    return new CloseStatus(actual.code(), actual.reason());
  }

  /** Continues with the journal. */
  public JournalAssert and() {
    return journal;
  }

  /** Continues with the journal, see {@link JournalAssert#hasInvoked(String)}. */
  public JournalAssert hasInvoked(String functionName) {
    return journal.hasInvoked(functionName);
  }

  /** Continues with the journal, see {@link JournalAssert#closed}. */
  public CloseAssert closed(String connectionId) {
    return journal.closed(connectionId);
  }

  /** Continues with the journal, see {@link JournalAssert#containsInOrder}. */
  @SafeVarargs
  public final JournalAssert containsInOrder(Class<? extends JournalEntry>... types) {
    return journal.containsInOrder(types);
  }
}
