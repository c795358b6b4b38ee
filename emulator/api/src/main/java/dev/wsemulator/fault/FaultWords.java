package dev.wsemulator.fault;

import dev.wsemulator.time.Durations;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A fault as users write it, as names with values: {@code fault}, {@code at}, {@code route}. */
final class FaultWords {
  private final Map<String, String> words;

  FaultWords(Map<String, String> words) {
    this.words = words;
  }

  /** Returns a fault in a sentence's words, such as {@code delay by PT2S}. */
  static String sentence(String name, Map<String, Object> arguments) {
    StringBuilder words = new StringBuilder(beginning(name));
    arguments.forEach(
        (argument, value) ->
            words
                .append(value instanceof Duration ? " " + argument : "")
                .append(" ")
                .append(value));
    return words.toString().strip();
  }

  /** Returns whether a sentence is about a fault with this name, whatever its arguments. */
  static boolean isAbout(String name, String sentence) {
    return (sentence + " ").startsWith(beginning(name) + " ");
  }

  private static String beginning(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Checks that nothing else was given. */
  void only(Collection<String> known) {
    for (String name : words.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "Unknown field \"%s\". Allowed: %s.".formatted(name, known));
      }
    }
  }

  /** Checks that nothing was given that has no meaning. */
  void noneOf(Collection<String> meaningless, String what) {
    for (String name : meaningless) {
      if (words.containsKey(name)) {
        throw new IllegalArgumentException(
            "The field \"%s\" has no meaning for %s. Leave it out.".formatted(name, what));
      }
    }
  }

  /**
   * Returns the value whose name was given, in any letter case, with {@code -} for {@code _}.
   *
   * @param field what it is called, {@code fault} or {@code at}
   * @param possible the values that there are
   * @param name their names
   */
  <E> E one(String field, List<E> possible, Function<E, String> name) {
    String given = need(field);
    String upper = given.toUpperCase(Locale.ROOT).replace('-', '_');
    return possible.stream()
        .filter(each -> name.apply(each).equals(upper))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown %s %s. Allowed: %s."
                        .formatted(
                            field.equals("at") ? "point" : field,
                            given,
                            possible.stream().map(name).toList())));
  }

  /** Returns a text that must have been given. */
  String need(String name) {
    String value = words.get(name);
    if (value == null) {
      throw new IllegalArgumentException("\"%s\" is missing.".formatted(name));
    }
    return value;
  }

  boolean has(String name) {
    return words.containsKey(name);
  }

  String text(String name, String otherwise) {
    return words.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise) {
    return (int) longNumber(name, otherwise);
  }

  long longNumber(String name, long otherwise) {
    String value = words.get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"%s\" is not an integer: %s.".formatted(name, value), e);
    }
  }

  double fraction(String name) {
    String value = need(name);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"%s\" is not a number: %s.".formatted(name, value), e);
    }
  }

  Duration duration(String name, Duration otherwise) {
    return words.containsKey(name) ? duration(name) : otherwise;
  }

  Duration duration(String name) {
    String value = need(name);
    try {
      return Durations.parse(value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("\"%s\": %s".formatted(name, e.getMessage()), e);
    }
  }
}
