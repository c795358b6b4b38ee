package dev.wsemulator.time;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The grammar of durations that users write: {@code 500ms}, {@code 90s}, {@code 1h30m}, ISO 8601.
 */
public final class Durations {
  private static final Map<String, BigDecimal> UNITS =
      Map.of(
          "ms",
          new BigDecimal("0.001"),
          "s",
          BigDecimal.ONE,
          "m",
          BigDecimal.valueOf(60),
          "h",
          BigDecimal.valueOf(3600));

  private static final String NUMBER = "(\\d{1,18}(?:[.]\\d{1,9})?)";
  private static final Pattern PART = Pattern.compile(NUMBER + "(ms|s|m|h)");
  private static final Pattern SHORT = Pattern.compile("-?(?:" + PART + ")+");

  private Durations() {}

  /**
   * Reads a duration; a number without a unit is one of seconds.
   *
   * @throws DateTimeParseException if the text is invalid; the message describes the format
   */
  public static Duration parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replaceFirst("^-?" + NUMBER + "$", "$0s");
    try {
      if (!SHORT.matcher(lower).matches()) {
        return Duration.parse(lower);
      }
      Duration sum =
          PART.matcher(lower).results().map(Durations::part).reduce(Duration.ZERO, Duration::plus);
      return lower.startsWith("-") ? sum.negated() : sum;
    } catch (DateTimeException | ArithmeticException e) {
      throw new DateTimeParseException(
          "Invalid duration \"%s\". Use a number with a unit, such as 500ms, 90s, 10m or 2h, or PT1M30S."
              .formatted(text),
          text,
          0,
          e);
    }
  }

  private static Duration part(MatchResult part) {
    BigDecimal seconds = new BigDecimal(part.group(1)).multiply(UNITS.get(part.group(2)));
    return Duration.ofSeconds(
        seconds.toBigInteger().longValueExact(),
        seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
  }
}
