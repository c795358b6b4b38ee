package dev.wsemulator.junit.assertions;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;
import org.assertj.core.api.Assertions;

/**
 * AssertJ's assertions for what the emulator saw and what a client received; needs {@code
 * org.assertj:assertj-core} on the class path. It has all of AssertJ's own assertions, too, so one
 * import serves both, and an import of {@code Assertions.*} beside it hides nothing. Thread-safe.
 *
 * <pre>{@code
 * import static dev.wsemulator.junit.assertions.WebSocketAssertions.assertThat;
 *
 * assertThat(journal).hasInvoked("OnConnect").closed(id).withCode(1001).withReason("Going away");
 * assertThat(client).receivesJson("{\"type\":\"done\"}");
 * assertThat(client.isOpen()).isTrue();
 * }</pre>
 */
public final class WebSocketAssertions extends Assertions {
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
