package dev.wsemulator.internal.iam;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a request was signed, by the emulator's clock. A signature is dated to the second, so that
 * one of the second in which a virtual clock was advanced may be older or newer than that. It is
 * taken for newer, but for older if it is a URL, which may have been meant to expire, and nothing
 * is known of its signer. Immutable.
 *
 * @param possible the times that the date may mean
 * @param now what time it is
 */
public record SigningTime(List<Instant> possible, Instant now) {
  private static final Duration END_OF_SECOND = Duration.ofMillis(999);

  /**
   * Returns when a request was signed.
   *
   * @param date the signature's date
   * @param signer by which clock that is
   * @param isUrl whether a URL is signed, which may be used later
   * @param time the emulator's clock
   */
  public static SigningTime of(Instant date, SignerClock signer, boolean isUrl, TimeSource time) {
    Instant latest = date.plus(END_OF_SECOND);
    List<Instant> possible =
        switch (signer) {
          case EMULATOR -> List.of(date);
          case MACHINE -> List.of(time.showedAt(latest));
          case UNKNOWN -> List.of(date, time.showedAt(isUrl ? date : latest));
        };
    return new SigningTime(possible, time.now());
  }

  /**
   * Returns whether a signature of this time is valid.
   *
   * @param validSeconds for how long
   * @param skewSeconds how far the signer's clock may be ahead
   */
  public boolean isCurrent(long validSeconds, long skewSeconds) {
    return possible.stream()
        .anyMatch(
            signed ->
                !signed.isAfter(now.plusSeconds(skewSeconds))
                    && !signed.isBefore(now.minusSeconds(validSeconds)));
  }
}
