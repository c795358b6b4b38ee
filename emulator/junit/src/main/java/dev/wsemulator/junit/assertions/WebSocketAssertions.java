package dev.wsemulator.junit.assertions;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;

/**
 * AssertJ's assertions for what the emulator saw and what a client received; needs {@code
 * org.assertj:assertj-core} on the class path. Its {@code assertThat} goes together with AssertJ's
 * own.
 *
 * <pre>{@code
 * assertThat(journal).hasInvoked("OnConnect").closed(id).withCode(1001).withReason("Going away");
 * assertThat(client).receivesJson("{\"type\":\"done\"}");
 * }</pre>
 */
public final class WebSocketAssertions {
  private WebSocketAssertions() {}

  /** Returns assertions about what the emulator saw. */
  public static JournalAssert assertThat(Journal journal) {
    return new JournalAssert(journal);
  }

  /** Returns assertions about what the emulator saw. */
  public static JournalAssert assertThat(TestJournal journal) {
    return new JournalAssert(journal.whole());
  }

  /** Returns assertions about what a client receives. */
  public static TestClientAssert assertThat(TestClient client) {
    return new TestClientAssert(client);
  }
}
