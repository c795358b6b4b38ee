package dev.wsemulator.internal.template.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a template, with its line. Immutable. Exactly one of text, items and members is set;
 * none for {@code null}.
 *
 * @param line the line in the file, from 1
 * @param text the text of a scalar
 * @param items the elements of a list
 * @param members the members of a map, in order
 * @param isBare whether the text is a number or a truth value, without quotes
 */
public record YamlValue(
    int line,
    @Nullable String text,
    @Nullable List<YamlValue> items,
    @Nullable Map<String, YamlValue> members,
    boolean isBare) {

  public static YamlValue text(int line, String text) {
    return new YamlValue(line, text, null, null, false);
  }

  /** Returns a number or a truth value. */
  public static YamlValue bare(int line, String text) {
    return new YamlValue(line, text, null, null, true);
  }

  public static YamlValue list(int line, List<YamlValue> items) {
    return new YamlValue(line, null, List.copyOf(items), null, false);
  }

  public static YamlValue map(int line, Map<String, YamlValue> members) {
    return new YamlValue(line, null, null, new LinkedHashMap<>(members), false);
  }

  /** Returns an intrinsic function's call in its long form. */
  public static YamlValue call(int line, String function, YamlValue argument) {
    return map(line, Map.of(function, argument));
  }

  public static YamlValue nothing(int line) {
    return new YamlValue(line, null, null, null, false);
  }

  public boolean isMap() {
    return members != null;
  }

  public boolean isList() {
    return items != null;
  }

  public boolean isText() {
    return text != null;
  }

  /** Returns the text of a value that {@linkplain #isText() is text}. */
  public String string() {
    return Objects.requireNonNull(text, "text");
  }

  public boolean isNull() {
    return text == null && items == null && members == null;
  }

  public boolean isTrue() {
    return "true".equalsIgnoreCase(text);
  }

  /** Returns another text on the same line. */
  public YamlValue withText(String other) {
    return text(line, other);
  }

  /** Returns the same value on another line. */
  public YamlValue onLine(int number) {
    return new YamlValue(number, text, items, members, isBare);
  }

  public Optional<YamlValue> get(String name) {
    return members == null ? Optional.empty() : Optional.ofNullable(members.get(name));
  }

  /** Returns the text of a member, if it is there and a scalar. */
  public Optional<String> textOf(String name) {
    return get(name).map(YamlValue::text);
  }

  /** Returns the value at the end of a path of member names. */
  public Optional<YamlValue> at(String... path) {
    Optional<YamlValue> value = Optional.of(this);
    for (String name : path) {
      value = value.flatMap(parent -> parent.get(name));
    }
    return value;
  }

  /** Returns the members of a map; none for anything else. */
  public Map<String, YamlValue> entries() {
    return members == null ? Map.of() : members;
  }

  /**
   * Returns the elements of a list, or the value itself as the only one: templates often leave the
   * brackets out.
   */
  public List<YamlValue> elements() {
    if (items != null) {
      return items;
    }
    return isNull() ? List.of() : List.of(this);
  }

  /** Returns the texts of the elements that are scalars. */
  public List<String> texts() {
    return elements().stream().filter(YamlValue::isText).map(value -> value.text).toList();
  }
}
