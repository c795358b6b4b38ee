package dev.wsemulator.translator;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** Reads and writes JSON objects; the only class that knows the JSON library. */
final class Json {
  private Json() {}

  static String text(Map<String, ?> object) {
    try {
      return JSON.std.asString(object);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns the object's fields, or nothing where the text is not one JSON object. */
  static Optional<Map<String, Object>> object(String text) {
    try {
      return JSON.std.anyFrom(text == null ? "" : text) instanceof Map<?, ?>
          ? Optional.of(JSON.std.mapFrom(text))
          : Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /** Returns a field that is a text with something in it. */
  static Optional<String> field(Map<String, Object> object, String name) {
    return object.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }
}
