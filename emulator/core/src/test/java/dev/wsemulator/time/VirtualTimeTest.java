package dev.wsemulator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06Z");

  private final VirtualTime time = new VirtualTime(START);
  private final List<String> ran = new ArrayList<>();

  private TimeSource.Timer note(String name, long seconds) {
    return time.after(
        Duration.ofSeconds(seconds),
        () -> ran.add(name + "@" + Duration.between(START, time.now()).toSeconds()));
  }

  @Test
  void itStandsStillUntilItIsAdvanced() {
    assertThat(time.now()).isEqualTo(START);
    time.advance(Duration.ofNanos(1));
    assertThat(time.now()).isEqualTo(START.plusNanos(1));
    assertThat(time.nanos()).isEqualTo(1);
  }

  @Test
  void itBeginsWithTheMachinesTime() {
    Instant before = TimeSource.system().now().truncatedTo(ChronoUnit.SECONDS);
    assertThat(new VirtualTime().now()).isBetween(before, TimeSource.system().now());
  }

  @Test
  void itKnowsWhatItShowedAtATimeOfTheMachine() {
    Instant before = TimeSource.system().now();
    time.advance(Duration.ofHours(2));
    Instant after = TimeSource.system().now();
    time.advance(Duration.ofHours(1));
    assertThat(time.showedAt(before)).isEqualTo(START);
    assertThat(time.showedAt(after)).isEqualTo(START.plus(Duration.ofHours(2)));
    assertThat(time.showedAt(before.minus(Duration.ofDays(1))))
        .isBetween(START.minus(Duration.ofDays(2)), START.minus(Duration.ofHours(23)));
    assertThat(time.showedAt(TimeSource.system().now().plus(Duration.ofDays(1))))
        .isBetween(START.plus(Duration.ofHours(26)), START.plus(Duration.ofHours(28)));
  }

  @Test
  void timersRunInTheOrderOfTheirTimesAndThenOfTheirMaking() {
    note("last", 3);
    note("first", 1);
    note("second", 2);
    note("third", 2);
    time.advance(Duration.ofSeconds(10));
    assertThat(ran).containsExactly("first@1", "second@2", "third@2", "last@3");
    assertThat(time.now()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void aTimerRunsExactlyWhenItIsDue() {
    note("due", 5);
    time.advance(Duration.ofSeconds(5).minusNanos(1));
    assertThat(ran).isEmpty();
    assertThat(time.pending()).isOne();
    time.advance(Duration.ofNanos(1));
    assertThat(ran).containsExactly("due@5");
    assertThat(time.pending()).isZero();
  }

  @Test
  void timersThatTimersSetRunTooIfTheyFallDue() {
    time.after(
        Duration.ofSeconds(1),
        () -> {
          note("at once", 0);
          note("later", 2);
          note("too late", 30);
        });
    note("between", 2);
    time.advance(Duration.ofSeconds(10));
    assertThat(ran).containsExactly("at once@1", "between@2", "later@3");
    assertThat(time.pending()).isOne();
  }

  @Test
  void aCancelledTimerDoesNotRun() {
    TimeSource.Timer second = note("second", 2);
    time.after(Duration.ofSeconds(1), second::cancel);
    time.advance(Duration.ofSeconds(3));
    assertThat(ran).isEmpty();
    second.cancel();
  }

  @Test
  void noDelayAndTheLongestOneAreTakenAsTheyAre() {
    note("now", 0);
    note("past", -5);
    time.after(Duration.ofSeconds(Long.MIN_VALUE), () -> ran.add("long ago"));
    time.after(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("never"));
    time.advance(Duration.ZERO);
    assertThat(ran).containsExactly("now@0", "past@0", "long ago");
    time.advance(Duration.ofDays(36_500));
    assertThat(ran).hasSize(3);
    assertThat(time.now()).isEqualTo(START.plus(Duration.ofDays(36_500)));
  }

  @Test
  void itNeverGoesBack() {
    assertThatThrownBy(() -> time.advance(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Time cannot go back by PT0.001S.");
    assertThatThrownBy(() -> time.advanceTo(START.minusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    time.advanceTo(START.plusSeconds(7));
    assertThat(time.now()).isEqualTo(START.plusSeconds(7));
  }

  @Test
  void aTimerThatAdvancesTheClockItselfDoesNotTurnItBack() {
    time.after(Duration.ofSeconds(1), () -> time.advance(Duration.ofSeconds(9)));
    note("within", 8);
    time.advance(Duration.ofSeconds(2));
    assertThat(ran).containsExactly("within@8");
    assertThat(time.now()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void oneTimerThatFailsDoesNotKeepTheOthersFromRunning() {
    time.after(
        Duration.ofSeconds(1),
        () -> {
          throw new IllegalStateException("on purpose");
        });
    note("other", 2);
    assertThatThrownBy(() -> time.advance(Duration.ofSeconds(3))).hasMessage("on purpose");
    assertThat(ran).containsExactly("other@2");
    assertThat(time.now()).isEqualTo(START.plusSeconds(3));
  }

  /** A timer that another thread sets, or cancels, while one runs must not wait for that one. */
  @Test
  void otherThreadsSetAndCancelTimersWhileOneRuns() throws Exception {
    TimeSource.Timer cancelled = note("cancelled", 3);
    time.after(
        Duration.ofSeconds(1),
        () ->
            CompletableFuture.runAsync(
                    () -> {
                      cancelled.cancel();
                      note("added", 1);
                    })
                .orTimeout(20, TimeUnit.SECONDS)
                .join());
    CompletableFuture.runAsync(() -> time.advance(Duration.ofSeconds(5))).get(20, TimeUnit.SECONDS);
    assertThat(ran).containsExactly("added@2");
  }

  @Test
  void twoThreadsThatAdvanceAddUp() {
    List<CompletableFuture<Void>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(
          CompletableFuture.runAsync(
              () -> {
                for (int second = 0; second < 1000; second++) {
                  time.advance(Duration.ofSeconds(1));
                }
              }));
    }
    both.forEach(each -> each.orTimeout(20, TimeUnit.SECONDS).join());
    assertThat(time.now()).isEqualTo(START.plusSeconds(2000));
  }
}
