package dev.wsemulator.fault;

import static dev.wsemulator.fault.FaultsTest.PATIENCE;
import static dev.wsemulator.fault.FaultsTest.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Delays as they are measured. */
class DelaysTest {
  private static final Delays MEASURED =
      Delays.median(millis(40)).p90(millis(100)).p99(millis(2_000)).max(millis(5_000));

  private static Duration millis(long amount) {
    return Duration.ofMillis(amount);
  }

  @Test
  void aPercentileIsWhatItSays() {
    assertThat(MEASURED.at(0)).isZero();
    assertThat(MEASURED.at(0.25)).isEqualTo(millis(20));
    assertThat(MEASURED.at(0.5)).isEqualTo(millis(40));
    assertThat(MEASURED.at(0.7)).isEqualTo(millis(70));
    assertThat(MEASURED.at(0.9)).isEqualTo(millis(100));
    assertThat(MEASURED.at(0.99)).isEqualTo(millis(2_000));
    assertThat(MEASURED.at(0.995)).isEqualTo(millis(3_500));
    assertThat(MEASURED.at(1)).isEqualTo(millis(5_000));
    assertThat(MEASURED.min(millis(10)).at(0)).isEqualTo(millis(10));
  }

  @Test
  void withoutAMaximumNoneIsLongerThanTheLongestThatIsGiven() {
    assertThat(Delays.median(millis(40)).at(1)).isEqualTo(millis(40));
    assertThat(Delays.median(millis(40)).at(0.75)).isEqualTo(millis(40));
  }

  @Test
  void aRangeIsEven() {
    Delays range = Delays.between(millis(100), millis(300));
    assertThat(range.at(0)).isEqualTo(millis(100));
    assertThat(range.at(0.25)).isEqualTo(millis(150));
    assertThat(range.at(1)).isEqualTo(millis(300));
    assertThat(Delays.between(millis(5), millis(5)).at(0.3)).isEqualTo(millis(5));
  }

  @Test
  void whatDoesNotAscendIsRefused() {
    assertThatThrownBy(() -> Delays.between(millis(2), millis(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The delays {min=PT0.002S, max=PT0.001S} do not ascend from zero. A higher percentile"
                + " takes at least as long.");
    assertThatThrownBy(() -> Delays.median(millis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do not ascend from zero");
  }

  @Test
  void aRuleIsReadAsItIsWritten() {
    FaultRule rule = Fault.delay(MEASURED).at(FaultPoint.BACK_END).withSeed(7);
    assertThat(rule)
        .isEqualTo(
            FaultRule.of(
                Map.of(
                    "fault",
                    "delay",
                    "at",
                    "back-end",
                    "seed",
                    "7",
                    "p50",
                    "40ms",
                    "p90",
                    "100ms",
                    "p99",
                    "2s",
                    "max",
                    "5s")))
        .hasSameHashCodeAs(Fault.delay(MEASURED).at(FaultPoint.BACK_END).withSeed(7));
    assertThat(rule.fault()).hasToString("delay p50 PT0.04S p90 PT0.1S p99 PT2S max PT5S");
    assertThat(Fault.ofJournal(rule.fault().toString())).contains(Fault.delay(Duration.ZERO));
    assertThatThrownBy(() -> Fault.delay(MEASURED).at(FaultPoint.CONNECTING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot happen at CONNECTING");
  }

  private static Rig rig() {
    return new Rig().echo().time(new VirtualTime()).verified(false).start();
  }

  /** Returns by what the messages of a client are delayed, as the journal has it. */
  private static List<String> delays(long seed, int messages) throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig)
          .add(Fault.delay(millis(1), millis(1_000)).at(FaultPoint.FROM_CLIENT).withSeed(seed));
      for (int i = 0; i < messages; i++) {
        client.text("m" + i);
      }
      List<String> delays = new ArrayList<>();
      for (int i = 0; i < messages; i++) {
        delays.add(rig.journal().next(Faulted.class, PATIENCE).fault());
      }
      return delays;
    }
  }

  @Test
  void theSameSeedGivesTheSameDelaysAndEachOccasionAnother() throws Exception {
    List<String> delays = delays(7, 20);
    assertThat(delays(7, 20)).isEqualTo(delays);
    assertThat(delays(8, 20)).isNotEqualTo(delays);
    assertThat(new HashSet<>(delays)).hasSizeGreaterThan(15);
    assertThat(delays)
        .allSatisfy(
            delay ->
                assertThat(Duration.parse(delay.replace("delay by ", "")))
                    .isBetween(millis(1), millis(1_000)));
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultPoint.class,
      names = {"FROM_CLIENT", "TO_CLIENT", "INVOCATION", "INVOCATION_RESULT"})
  void aMessageComesWhenTheDelayThatTheJournalHasIsOver(FaultPoint point) throws Exception {
    VirtualTime time = new VirtualTime();
    try (Rig rig = new Rig().echo().time(time).verified(false).start();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.delay(millis(100), millis(900)).at(point).withSeed(3));
      client.text("late");
      Duration delay =
          Duration.parse(
              rig.journal().next(Faulted.class, PATIENCE).fault().replace("delay by ", ""));
      assertThat(delay).isBetween(millis(100), millis(900));
      time.advance(delay.minusNanos(1));
      client.frame(0x89, new byte[0]);
      assertThat(client.read().head()).as("the pong, and no message before it").isEqualTo(0x8A);
      time.advance(Duration.ofNanos(1));
      assertThat(client.read().text()).isEqualTo("late");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultPoint.class,
      names = {"INVOCATION", "INVOCATION_RESULT"})
  void anInvocationThatADelayHasHeldEndsBeforeTheClockGoesOn(FaultPoint point) throws Exception {
    VirtualTime time = new VirtualTime();
    try (Rig rig = new Rig().echo().time(time).verified(false).start();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.delay(Duration.ofSeconds(2)).at(point));
      for (int number = 0; number < 10; number++) {
        client.text("late");
        rig.journal().next(Faulted.class, PATIENCE);
        time.advance(Duration.ofMinutes(1));
        assertThat(client.read().text()).as("29 seconds are not over").isEqualTo("late");
      }
    }
  }

  @Test
  void ofManyTheShareOfEachPercentileIsAboutRight() {
    List<Duration> sorted =
        IntStream.range(0, 1_000).mapToObj(i -> MEASURED.at((i + 0.5) / 1_000)).sorted().toList();
    assertThat(sorted.stream().filter(each -> each.compareTo(millis(40)) <= 0)).hasSize(500);
    assertThat(sorted.stream().filter(each -> each.compareTo(millis(100)) <= 0)).hasSize(900);
    assertThat(sorted.stream().filter(each -> each.compareTo(millis(2_000)) <= 0)).hasSize(990);
  }
}
