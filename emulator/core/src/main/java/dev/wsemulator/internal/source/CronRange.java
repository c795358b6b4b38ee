package dev.wsemulator.internal.source;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A field of a cron expression that has numbers: which there are, and their names. Immutable.
 *
 * @param field its name
 * @param min the least
 * @param max the most
 * @param names the numbers by their names
 */
record CronRange(String field, int min, int max, Map<String, Integer> names) {

  /** Returns the numbers of names that count up from a number. */
  static Map<String, Integer> names(int first, List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      numbers.put(names.get(i), first + i);
    }
    return numbers;
  }

  /**
   * Returns the numbers that a list of numbers, ranges and steps means, or all for a star.
   *
   * @throws IllegalArgumentException if AWS refuses it
   */
  NavigableSet<Integer> values(String text) {
    TreeSet<Integer> values = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      add(part, values);
    }
    return values;
  }

  private void add(String part, TreeSet<Integer> values) {
    String[] stepped = part.split("/", -1);
    int step = stepped.length == 2 ? number(stepped[1], part) : 1;
    if (stepped.length > 2 || step < 1) {
      throw refused(part);
    }
    String[] range = stepped[0].split("-", -1);
    boolean isAll = stepped[0].equals("*");
    int from = isAll ? min : value(range[0], part);
    int to = range.length == 2 ? value(range[1], part) : isAll || stepped.length == 2 ? max : from;
    if (range.length > 2) {
      throw refused(part);
    }
    if (from <= to) {
      fill(from, to, step, values);
    } else { // a range that passes the end, such as FRI-MON
      int missing = (max - from) % step;
      fill(from, max, step, values);
      fill(min + (step - 1 - missing), to, step, values);
    }
  }

  private static void fill(int from, int to, int step, TreeSet<Integer> values) {
    for (int value = from; value <= to; value += step) {
      values.add(value);
    }
  }

  /** Returns the number that a number or a name means. */
  int value(String text, String part) {
    Integer named = names.get(text.toUpperCase(Locale.ROOT));
    int value = named != null ? named : number(text, part);
    if (value < min || value > max) {
      throw refused(part);
    }
    return value;
  }

  private int number(String text, String part) {
    if (!text.matches("\\d{1,4}")) {
      throw refused(part);
    }
    return Integer.parseInt(text);
  }

  IllegalArgumentException refused(String part) {
    return new IllegalArgumentException(
        "The field \"%s\" of cron(…) cannot be \"%s\": it has numbers from %d to %d%s, lists, ranges and steps."
            .formatted(field, part, min, max, names.isEmpty() ? "" : " or their names"));
  }
}
