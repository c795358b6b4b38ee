package dev.wsemulator.internal.account;

import dev.wsemulator.time.TimeSource;
import java.time.temporal.ChronoUnit;

/**
 * The account and region of the emulator.
 *
 * @param region the region
 * @param accountId twelve digits
 * @param time the clock
 */
public record AwsAccount(String region, String accountId, TimeSource time) {
  /** Returns the time as creation dates have it (CP-26). */
  public String now() {
    return time.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
