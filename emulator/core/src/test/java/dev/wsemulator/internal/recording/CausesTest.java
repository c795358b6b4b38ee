package dev.wsemulator.internal.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.recording.Causes.Cause;
import dev.wsemulator.journal.Body;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CausesTest {
  private static final Instant AT = Instant.EPOCH;
  private static final long SECOND = 1_000_000;

  private final Journal journal = new Journal();
  private final Causes causes = new Causes(journal);

  private void received(String requestId) {
    journal.add(new JournalEntry.MessageReceived(AT, "one", requestId, "chat", Body.of("hello")));
  }

  private void invoking(String id, @Nullable String requestId) {
    String connectionId = requestId == null ? null : "one";
    journal.add(
        new JournalEntry.Invoking(AT, connectionId, requestId, "Chat", id, false, Body.of("{}")));
  }

  private void invoked(String id, @Nullable String requestId) {
    journal.add(
        new JournalEntry.Invoked(
            AT, null, requestId, "Chat", id, Duration.ZERO, null, "success", Body.of("{}")));
  }

  @Test
  void anAnswerIsCausedByItsRequest() {
    received("r");
    causes.catchUp(8, 0);
    assertThat(causes.ofRequest("r")).isEqualTo(new Cause(7, 0, "one", "chat"));
    assertThat(causes.ofRequest("another")).isNull();
  }

  @Test
  void messagesThatTheJournalKnowsLaterAreCausedOnTheLinesOnWhichTheyHaveArrived() {
    causes.arrives("one", 3, 0);
    causes.arrives("one", 4, 0);
    causes.arrives("one", 5, 0);
    received("r");
    causes.catchUp(7, 0);
    received("s");
    received("t");
    causes.catchUp(12, 0);
    assertThat(causes.ofRequest("r")).isEqualTo(new Cause(3, 0, "one", "chat"));
    assertThat(causes.ofRequest("s")).isEqualTo(new Cause(4, 0, "one", "chat"));
    assertThat(causes.ofRequest("t")).isEqualTo(new Cause(5, 0, "one", "chat"));
  }

  @Test
  void aMessageThatComesTwiceIsCausedOnItsOneLine() {
    causes.arrives("one", 3, 0);
    received("r");
    received("again");
    causes.catchUp(9, 0);
    assertThat(causes.ofRequest("again")).isEqualTo(new Cause(3, 0, "one", "chat"));
  }

  @Test
  void aLostMessageIsNotTakenForALaterOne() {
    causes.arrives("one", 3, 0);
    causes.arrives("one", 20, 2 * SECOND);
    received("r");
    causes.catchUp(21, 2 * SECOND);
    assertThat(causes.ofRequest("r")).isEqualTo(new Cause(20, 0, "one", "chat"));
  }

  @Test
  void postsOfOneInvocationFollowEachOtherUnlessTheyOverlap() {
    received("r");
    invoking("i", "r");
    causes.catchUp(8, 0);
    causes.called("first", "Chat", 8);
    assertThat(causes.ofCall("first", "two", 8)).isEqualTo(new Cause(7, 0, "one", "chat"));
    causes.called("second", "Chat", 9);
    causes.called("third", "Chat", 9);
    assertThat(causes.ofCall("second", "two", 9)).isEqualTo(new Cause(7, 8, "one", "chat"));
    assertThat(causes.ofCall("third", "two", 10)).isEqualTo(new Cause(7, 0, "one", "chat"));
  }

  @Test
  void postsOfOneOfSeveralInvocationsMayBelongToTheFirst() {
    received("r");
    invoking("i", "r");
    causes.catchUp(5, 0);
    causes.arrives("one", 8, 0);
    received("s");
    invoking("j", "s");
    causes.catchUp(9, 0);
    causes.called("call", "Chat", 9);
    assertThat(causes.ofCall("call", "two", 9)).isEqualTo(new Cause(4, 0, null, null));
    invoked("i", "r");
    causes.catchUp(10, 0);
    assertThat(causes.ofCall("call", "two", 10)).isEqualTo(new Cause(8, 0, "one", "chat"));
  }

  @Test
  void aPostFromOutsideIsItsOwnCause() {
    causes.catchUp(6, 0);
    causes.called("call", null, 6);
    assertThat(causes.ofCall("call", "two", 7)).isEqualTo(new Cause(6, 0, null, null));
    assertThat(causes.ofCall("unknown", "two", 7)).isNull();
  }

  @Test
  void whatAnEventHasCausedMayHaveBegunASecondBefore() {
    causes.catchUp(2, 0);
    causes.catchUp(3, SECOND / 2);
    causes.catchUp(4, SECOND + 1);
    invoking("i", null);
    causes.catchUp(5, SECOND + 2);
    causes.called("call", "Chat", 5);
    assertThat(causes.ofCall("call", "two", 5)).isEqualTo(new Cause(3, 0, null, null));
  }
}
