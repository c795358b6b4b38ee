package dev.wsemulator.internal.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a template, with the line that it stands on. Immutable. Exactly one of text, items and
 * members is set; none for {@code null}.
 *
 * @param line the line in the file, from 1
 * @param text the text of a scalar
 * @param items the elements of a list
 * @param members the members of a map, in order
 * @param isBare whether the text is a number or a truth value, without quotes
 */
record Value(
    int line,
    @Nullable String text,
    @Nullable List<Value> items,
    @Nullable Map<String, Value> members,
    boolean isBare) {

  static Value text(int line, String text) {
    return new Value(line, text, null, null, false);
  }

  /** Returns a number or a truth value. */
  static Value bare(int line, String text) {
    return new Value(line, text, null, null, true);
  }

  static Value list(int line, List<Value> items) {
    return new Value(line, null, List.copyOf(items), null, false);
  }

  static Value map(int line, Map<String, Value> members) {
    return new Value(line, null, null, new LinkedHashMap<>(members), false);
  }

  /** Returns an intrinsic function's call in its long form. */
  static Value call(int line, String function, Value argument) {
    return map(line, Map.of(function, argument));
  }

  static Value nothing(int line) {
    return new Value(line, null, null, null, false);
  }

  boolean isMap() {
    return members != null;
  }

  boolean isList() {
    return items != null;
  }

  boolean isText() {
    return text != null;
  }

  boolean isNull() {
    return text == null && items == null && members == null;
  }

  boolean isTrue() {
    return "true".equalsIgnoreCase(text);
  }

  /** Returns another text on the same line. */
  Value withText(String other) {
    return text(line, other);
  }

  /** Returns the same value on another line. */
  Value onLine(int number) {
    return new Value(number, text, items, members, isBare);
  }

  Optional<Value> get(String name) {
    return members == null ? Optional.empty() : Optional.ofNullable(members.get(name));
  }

  /** Returns the text of a member, if it is there and a scalar. */
  Optional<String> textOf(String name) {
    return get(name).map(Value::text);
  }

  /** Returns the value at the end of a path of member names. */
  Optional<Value> at(String... path) {
    Optional<Value> value = Optional.of(this);
    for (String name : path) {
      value = value.flatMap(parent -> parent.get(name));
    }
    return value;
  }

  /** Returns the members of a map; none for anything else. */
  Map<String, Value> entries() {
    return members == null ? Map.of() : members;
  }

  /**
   * Returns the elements of a list, or the value itself as the only one: templates often leave the
   * brackets out.
   */
  List<Value> elements() {
    if (items != null) {
      return items;
    }
    return isNull() ? List.of() : List.of(this);
  }

  /** Returns the texts of the elements that are scalars. */
  List<String> texts() {
    return elements().stream().filter(Value::isText).map(value -> value.text).toList();
  }
}
