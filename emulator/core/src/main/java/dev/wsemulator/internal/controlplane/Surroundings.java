package dev.wsemulator.internal.controlplane;

import dev.wsemulator.time.TimeSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whose resources they are.
 *
 * @param region the region
 * @param accountId twelve digits
 * @param time the clock
 */
public record Surroundings(String region, String accountId, TimeSource time) {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  /** Returns the time as creation dates have it (CP-26). */
  String now() {
    return time.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Returns a new id: ten characters for an API (ID-07), six or seven for all else (ID-08). */
  static String newId(ResourceType type) {
    StringBuilder id = new StringBuilder();
    int length =
        switch (type) {
          case API -> 10;
          case DEPLOYMENT, AUTHORIZER, ROUTE_RESPONSE -> 6;
          default -> 7;
        };
    for (int i = 0; i < length; i++) {
      id.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}
