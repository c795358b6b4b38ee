package dev.wsemulator.internal.aws.sqs.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a call, or of an entry of a batch, as the JSON protocol has them. Values are
 * strings and numbers; the query protocol has strings only. Immutable.
 *
 * @param values the parameters by name
 */
public record Params(Map<String, Object> values) {

  public static Params of(@Nullable Object value) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> members.put(String.valueOf(name), member));
    }
    return new Params(members);
  }

  public Optional<String> text(String name) {
    Object value = values.get(name);
    return value == null || value instanceof Map || value instanceof List
        ? Optional.empty()
        : Optional.of(String.valueOf(value));
  }

  public String required(String name) {
    return text(name).filter(text -> !text.isEmpty()).orElseThrow(() -> SqsException.missing(name));
  }

  public OptionalInt number(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(text.get()));
    } catch (NumberFormatException e) {
      throw SqsException.parameter(name, text.get(), "Must be an integer.");
    }
  }

  /** Returns a number between bounds. */
  public OptionalInt number(String name, int least, int most) {
    OptionalInt number = number(name);
    if (number.isPresent() && (number.getAsInt() < least || number.getAsInt() > most)) {
      throw SqsException.parameter(
          name, number.getAsInt(), "Must be >= %d and <= %d, if provided.".formatted(least, most));
    }
    return number;
  }

  public List<String> list(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Returns the entries of a batch. */
  public List<Params> entries() {
    return values.get("Entries") instanceof List<?> list
        ? list.stream().map(Params::of).toList()
        : List.of();
  }

  public Params object(String name) {
    return of(values.get(name));
  }

  /** Returns the texts of an object's members. */
  public Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    object(name).values().forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }
}
