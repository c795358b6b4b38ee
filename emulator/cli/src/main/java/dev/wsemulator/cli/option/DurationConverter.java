package dev.wsemulator.cli.option;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads lengths of time as people write them. */
public final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern SHORT = Pattern.compile("(-?\\d{1,9}(?:[.]\\d{1,9})?)(ms|s|m|h)?");

  @Override
  public Duration convert(String text) {
    Matcher parts = SHORT.matcher(text);
    try {
      if (!parts.matches()) {
        return Duration.parse(text);
      }
      double number = Double.parseDouble(parts.group(1));
      String unit = parts.group(2) == null ? "s" : parts.group(2);
      double seconds =
          switch (unit) {
            case "ms" -> number / 1000;
            case "m" -> number * 60;
            case "h" -> number * 3600;
            default -> number;
          };
      return Duration.ofNanos(Math.round(seconds * 1e9));
    } catch (java.time.format.DateTimeParseException e) {
      throw new TypeConversionException(
          "Invalid duration \"%s\". Use a number with a unit, such as 500ms, 90s, 10m or 2h, or PT1M30S."
              .formatted(text));
    }
  }
}
