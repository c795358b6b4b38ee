package dev.wsemulator.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Writes results as JSON. Jackson is loaded by the first one, as most starts do without. */
public final class CommandJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CommandJson() {}

  /** Returns maps, lists and plain values as one line of JSON. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write as JSON: " + value, e);
    }
  }
}
