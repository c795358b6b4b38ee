package dev.wsemulator.junit;

import static dev.wsemulator.junit.assertions.WebSocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.junit.drop.HalfOpen;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long the waits of a class take at most. */
class PatienceTest {
  private static final Duration SHORT = Duration.ofMillis(30);

  @RegisterExtension
  static final EmulatorExtension IMPATIENT = Chat.extension().patience(SHORT).build();

  @Test
  void everyWaitHasThePatienceOfTheClass(TestClient client, RawClient raw, TestJournal journal) {
    assertThat(journal.patience()).isEqualTo(SHORT);
    assertThatThrownBy(client::next).hasMessageStartingWith("No message came within PT0.03S");
    assertThatThrownBy(client::expectClose).hasMessageContaining("still open after PT0.03S");
    assertThatThrownBy(raw::next).hasMessageContaining("nothing came within 30 ms");
    assertThatThrownBy(() -> journal.next(Invoked.class, entry -> false))
        .hasMessageContaining("within PT0.03S");
    assertThatThrownBy(() -> assertThat(journal).hasInvoked("Hello"))
        .hasMessageContaining("was expected to have ended");
    assertThat(journal.next(Invoked.class).functionName()).isEqualTo("Ok");
    assertThat(IMPATIENT).as("AssertJ's own assertions").isNotNull();
  }

  @Test
  void noPatienceIsRefused() {
    assertThatThrownBy(() -> EmulatorExtension.builder().patience(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The patience of tests is longer than nothing; this is PT0S.");
  }

  @WebSocketApiTest(template = "src/test/resources/template.yaml", patience = "40ms")
  static class ByAnnotation {
    @Test
    void waits(TestClient client) {
      client.next();
    }
  }

  @WebSocketApiTest(template = "src/test/resources/template.yaml", patience = "soon")
  static class Misspelt {
    @Test
    void neverRuns() {}
  }

  @Test
  void theAnnotationSaysHowLong() {
    assertThat(Results.of(ByAnnotation.class).failure("waits"))
        .hasMessageStartingWith("No message came within PT0.04S");
    assertThat(Results.of(Misspelt.class).failure("PatienceTest$Misspelt"))
        .hasMessageContaining(
            "The patience of @WebSocketApiTest is wrong. Invalid duration \"soon\"");
  }

  static class Silent {
    @RegisterExtension static final EmulatorExtension CHAT = Chat.extension().build();

    @HalfOpen
    @Test
    void isClosedAfterwards(TestClient client) {}

    @Test
    void isClosedInTheTest(TestClient client) {
      CHAT.emulator().begin(Scenario.HALF_OPEN);
      client.close();
    }

    @Test
    void isLeft() {
      TestClient left = TestClient.connect(CHAT.emulator().webSocketUrl());
      CHAT.emulator().faults().strike(left.connectionId(), Fault.silence());
    }
  }

  @Test
  void aClientThatNobodyAnswersIsNotWaitedFor() {
    Results results = Results.of(Silent.class);
    assertThat(results.passed()).isEqualTo(2);
    assertThat(results.failure("isLeft")).hasMessageContaining("left the TestClient of");
    assertThat(results.longest()).isLessThan(Duration.ofMillis(900));
  }
}
