package dev.wsemulator.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class SigningTimeTest {
  private static final long MINUTE = 60;

  private final VirtualTime time = new VirtualTime();

  private boolean isCurrent(Instant date, SignerClock signer) {
    return SigningTime.of(date, signer, true, time).isCurrent(MINUTE, MINUTE);
  }

  private static Instant toTheSecond(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  @Test
  void whatIsDatedByTheEmulatorsClockExpiresByIt() {
    Instant date = toTheSecond(time.now());
    assertThat(isCurrent(date, SignerClock.EMULATOR)).isTrue();
    time.advance(Duration.ofHours(2));
    assertThat(isCurrent(date, SignerClock.EMULATOR)).isFalse();
    assertThat(isCurrent(toTheSecond(time.now()), SignerClock.EMULATOR)).isTrue();
  }

  @Test
  void whatIsDatedByTheMachinesClockIsNewThoughTheEmulatorsIsFarAhead() {
    time.advance(Duration.ofHours(2));
    assertThat(isCurrent(toTheSecond(TimeSource.system().now()), SignerClock.MACHINE)).isTrue();
    assertThat(isCurrent(toTheSecond(TimeSource.system().now()), SignerClock.EMULATOR)).isFalse();
  }

  @Test
  void whatWasDatedByTheMachinesClockBeforeTheEmulatorsMovedHasExpired() {
    Instant date = toTheSecond(TimeSource.system().now().minusSeconds(30));
    assertThat(isCurrent(date, SignerClock.MACHINE)).isTrue();
    time.advance(Duration.ofHours(2));
    assertThat(isCurrent(date, SignerClock.MACHINE)).isFalse();
  }

  /** It may be a URL that was to expire. */
  @Test
  void aUrlOfTheSecondInWhichTheClockWasAdvancedIsTheOlderOneIfItsSignerIsUnknown() {
    Instant date = toTheSecond(TimeSource.system().now());
    time.advance(Duration.ofHours(2));
    assertThat(isCurrent(date, SignerClock.UNKNOWN)).isFalse();
    assertThat(SigningTime.of(date, SignerClock.UNKNOWN, false, time).isCurrent(MINUTE, MINUTE))
        .isTrue();
  }

  @Test
  void aDateThatIsToComeIsAsFarAheadByTheEmulatorsClock() {
    time.advance(Duration.ofHours(2));
    Instant now = TimeSource.system().now();
    assertThat(isCurrent(now.plusSeconds(30), SignerClock.MACHINE)).isTrue();
    assertThat(isCurrent(now.plusSeconds(90), SignerClock.MACHINE)).isFalse();
  }
}
