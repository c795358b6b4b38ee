package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A member that a caller may give a resource. Immutable.
 *
 * @param name its name
 * @param kind its type
 * @param limits the least and greatest length of a text, or value of a number
 * @param values the values that a text may have; empty for any
 * @param isRequired whether a new resource must have it
 */
public record Property(
    String name, Kind kind, Limits limits, List<String> values, boolean isRequired) {

  /** The type of a member. */
  public enum Kind {
    TEXT,
    FLAG,
    INTEGER,
    NUMBER,
    TEXTS,
    /** Texts by name; an update merges them, and an empty text removes one (CP-21). */
    TEXT_MAP,
    /** Texts by name; an update replaces them all. */
    WHOLE_TEXT_MAP,
    /** Objects by name, which an update merges. */
    OBJECT_MAP,
    OBJECT,
    /** An object that an update without members removes. */
    CLEARABLE_OBJECT,
    OBJECTS
  }

  /**
   * What is enough and not too much.
   *
   * @param min the least
   * @param max the most
   */
  record Limits(int min, int max) {}

  public static Property text(String name, int min, int max) {
    return new Property(name, Kind.TEXT, new Limits(min, max), List.of(), false);
  }

  public static Property oneOf(String name, String... values) {
    return new Property(name, Kind.TEXT, new Limits(0, 1024), List.of(values), false);
  }

  public static Property integer(String name, int min, int max) {
    return new Property(name, Kind.INTEGER, new Limits(min, max), List.of(), false);
  }

  public static Property of(String name, Kind kind) {
    return new Property(name, kind, new Limits(0, 32 * 1024), List.of(), false);
  }

  /** Returns a member with texts by name, each of which has up to so many characters. */
  public static Property texts(String name, int max) {
    return new Property(name, Kind.TEXT_MAP, new Limits(0, max), List.of(), false);
  }

  /** Returns a member with texts by name, which an update replaces all together. */
  public static Property whole(String name, int max) {
    return new Property(name, Kind.WHOLE_TEXT_MAP, new Limits(0, max), List.of(), false);
  }

  public Property required() {
    return new Property(name, kind, limits, values, true);
  }

  /** Refuses a value that this cannot have. */
  public void check(Object value) {
    boolean fits =
        switch (kind) {
          case TEXT -> value instanceof String;
          case FLAG -> value instanceof Boolean;
          case INTEGER -> value instanceof Long;
          case NUMBER -> value instanceof Number;
          case TEXTS ->
              value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
          case OBJECTS ->
              value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
          case TEXT_MAP, WHOLE_TEXT_MAP ->
              value instanceof Map<?, ?> map
                  && map.values().stream().allMatch(String.class::isInstance);
          case OBJECT_MAP ->
              value instanceof Map<?, ?> map
                  && map.values().stream().allMatch(Map.class::isInstance);
          case OBJECT, CLEARABLE_OBJECT -> value instanceof Map<?, ?>;
        };
    if (!fits) {
      throw ServiceException.badRequest(
          "Invalid request input: %s has a value of a wrong type.", name);
    }
    checkValue(value);
  }

  private void checkValue(Object value) {
    if (value instanceof String text && !text.isEmpty()) {
      if (text.length() < limits.min() || text.length() > limits.max()) {
        throw ServiceException.badRequest(
            "Invalid value for %s. It must have %d to %d characters.",
            name, limits.min(), limits.max());
      }
      if (!values.isEmpty() && !values.contains(text)) {
        throw ServiceException.badRequest(
            "Invalid value \"%s\" for %s. Valid values are %s.",
            text, name, String.join(", ", values));
      }
    }
    if (kind == Kind.INTEGER && ((Long) value < limits.min() || (Long) value > limits.max())) {
      throw ServiceException.badRequest(
          "Invalid value for %s. It must be between %d and %d.", name, limits.min(), limits.max());
    }
    if (value instanceof Map<?, ?> map) {
      for (Object each : map.values()) {
        if (each instanceof String text && text.length() > limits.max()) {
          throw ServiceException.badRequest(
              "Invalid value in %s. It must have up to %d characters.", name, limits.max());
        }
      }
    }
  }

  /**
   * Returns a member with an object that a caller clears by giving one without members, as
   * Terraform does.
   */
  public static Property clearable(String name) {
    return of(name, Kind.CLEARABLE_OBJECT);
  }

  /** Returns the value after an update, or {@code null} if the member is gone. */
  @org.jspecify.annotations.Nullable
  public Object merged(Object before, Object change) {
    if (kind == Kind.TEXT) {
      return "".equals(change) ? null : change;
    }
    if (kind == Kind.CLEARABLE_OBJECT && ((Map<?, ?>) change).isEmpty()) {
      return null;
    }
    if (!(change instanceof Map<?, ?>)) {
      return change;
    }
    Map<Object, Object> merged = new LinkedHashMap<>();
    if (kind != Kind.WHOLE_TEXT_MAP && before instanceof Map<?, ?> map) {
      merged.putAll(map);
    }
    merged.putAll((Map<?, ?>) change);
    merged.values().removeIf(""::equals);
    return merged;
  }
}
