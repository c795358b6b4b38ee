package dev.wsemulator.cli.option;

import dev.wsemulator.time.Durations;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them. */
public final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      return Durations.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
