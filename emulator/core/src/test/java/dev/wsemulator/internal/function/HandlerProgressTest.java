package dev.wsemulator.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HandlerProgressTest {
  private final VirtualTime time = new VirtualTime();
  private final HandlerProgress progress = new HandlerProgress(time, at(0));

  private static StackTraceElement[] at(int line) {
    return new StackTraceElement[] {new StackTraceElement("Handler", "handle", "H.java", line)};
  }

  private boolean isStuckAfter(int millis, int line) {
    time.advance(Duration.ofMillis(millis));
    return progress.isStuck(at(line), false);
  }

  private boolean isStuckWithTimersAfter(int millis, int line) {
    time.advance(Duration.ofMillis(millis));
    return progress.isStuck(at(line), true);
  }

  @Test
  void aHandlerThatStaysInOnePlaceForASecondWaits() {
    assertThat(isStuckAfter(0, 1)).isFalse();
    assertThat(isStuckAfter(1000, 1)).isFalse();
    assertThat(isStuckAfter(1, 1)).isTrue();
  }

  @Test
  void aHandlerThatMovesGetsOnHoweverLongItTakes() {
    for (int line = 1; line < 20; line++) {
      assertThat(isStuckAfter(999, line)).isFalse();
    }
  }

  @Test
  void aHandlerThatIsWhereItWasWaitsAtTheFirstLook() {
    assertThat(isStuckAfter(1001, 0)).isTrue();
  }

  @Test
  void aHandlerThatHasNoThreadYetWaits() {
    HandlerProgress none = new HandlerProgress(time, new StackTraceElement[0]);
    time.advance(Duration.ofMillis(1001));
    assertThat(none.isStuck(new StackTraceElement[0], false)).isTrue();
  }

  @Test
  void aHandlerThatHasSetATimerWaitsForItAfterATenthOfASecondInOnePlace() {
    assertThat(isStuckWithTimersAfter(0, 1)).isFalse();
    assertThat(isStuckWithTimersAfter(100, 1)).isFalse();
    assertThat(isStuckWithTimersAfter(1, 1)).isTrue();
  }

  @Test
  void aHandlerThatHasSetATimerAndMovesGetsOn() {
    for (int line = 1; line < 20; line++) {
      assertThat(isStuckWithTimersAfter(99, line)).isFalse();
    }
  }

  @Test
  void aHandlerThatHasReturnedDoesNotWaitForATimerThatItHasSet() {
    HandlerProgress returned = new HandlerProgress(time, new StackTraceElement[0]);
    time.advance(Duration.ofMillis(1000));
    assertThat(returned.isStuck(new StackTraceElement[0], true)).isFalse();
    time.advance(Duration.ofMillis(1));
    assertThat(returned.isStuck(new StackTraceElement[0], true)).isTrue();
  }
}
