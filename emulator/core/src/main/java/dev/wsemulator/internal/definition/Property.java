package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A property of a resource, as calls and templates give it. Immutable.
 *
 * @param name its name in calls; templates begin it with a capital letter
 * @param kind its type
 * @param limits the least and greatest length of a text, or value of a number
 * @param values the values that a text may have; empty for any
 * @param traits what else is special about it
 * @param example a value of a required property, for messages
 * @param members the known properties of an object, or of each object in a list or map
 */
public record Property(
    String name,
    Kind kind,
    Limits limits,
    List<String> values,
    Set<Trait> traits,
    String example,
    List<Property> members) {
  private static final int MAX_LENGTH = 32 * 1024;

  /** The type of a property. */
  public enum Kind {
    TEXT("text", String.class::isInstance),
    /** A text in calls, and any value in templates, of which it is the JSON. */
    JSON("text", String.class::isInstance),
    FLAG("truth value", Boolean.class::isInstance),
    INTEGER("whole number", Long.class::isInstance),
    NUMBER("number", Number.class::isInstance),
    TEXTS("list of texts", value -> isList(value, String.class)),
    /** Texts by name; an update merges them, and an empty text removes one (CP-21). */
    TEXT_MAP("map of texts", value -> isMap(value, String.class)),
    /** Texts by name; an update replaces them all. */
    WHOLE_TEXT_MAP("map of texts", value -> isMap(value, String.class)),
    /** Objects by name, which an update merges. */
    OBJECT_MAP("map of maps", value -> isMap(value, Map.class)),
    OBJECT("map", Map.class::isInstance),
    /** An object that an update without members removes. */
    CLEARABLE_OBJECT("map", Map.class::isInstance),
    OBJECTS("list of maps", value -> isList(value, Map.class));

    private final String noun;
    private final Predicate<Object> fits;

    Kind(String noun, Predicate<Object> fits) {
      this.noun = noun;
      this.fits = fits;
    }

    private static boolean isList(Object value, Class<?> elements) {
      return value instanceof List<?> list && list.stream().allMatch(elements::isInstance);
    }

    private static boolean isMap(Object value, Class<?> values) {
      return value instanceof Map<?, ?> map && map.values().stream().allMatch(values::isInstance);
    }
  }

  /** What is special about a property. */
  public enum Trait {
    /** A new resource must have it. */
    REQUIRED,
    /** An update leaves it as it is. */
    FIXED,
    /** Only HTTP APIs have it. */
    HTTP_API,
    /** It is kept and shown, but changes nothing here. */
    INEFFECTIVE
  }

  /**
   * Bounds, both inclusive.
   *
   * @param min the least
   * @param max the most
   */
  record Limits(int min, int max) {}

  private static Property of(String name, Kind kind, Limits limits) {
    return new Property(name, kind, limits, List.of(), Set.of(), "", List.of());
  }

  static Property of(String name, Kind kind, Property... members) {
    return of(name, kind, new Limits(0, MAX_LENGTH)).withMembers(List.of(members));
  }

  static Property text(String name, int min, int max) {
    return of(name, Kind.TEXT, new Limits(min, max));
  }

  static Property oneOf(String name, String... values) {
    return new Property(
        name, Kind.TEXT, new Limits(0, 1024), List.of(values), Set.of(), "", List.of());
  }

  static Property integer(String name, int min, int max) {
    return of(name, Kind.INTEGER, new Limits(min, max));
  }

  /** Returns a property with texts by name, each of which has up to so many characters. */
  static Property texts(String name, int max) {
    return of(name, Kind.TEXT_MAP, new Limits(0, max));
  }

  /** Returns a property with texts by name, which an update replaces all together. */
  static Property whole(String name, int max) {
    return of(name, Kind.WHOLE_TEXT_MAP, new Limits(0, max));
  }

  Property withMembers(List<Property> properties) {
    return new Property(name, kind, limits, values, traits, example, properties);
  }

  /** Returns this as one that a new resource must have, such as the example. */
  Property required(String value) {
    Property required = with(Trait.REQUIRED);
    return new Property(name, kind, limits, values, required.traits, value, members);
  }

  Property with(Trait trait) {
    Set<Trait> all = EnumSet.of(trait);
    all.addAll(traits);
    return new Property(name, kind, limits, values, Set.copyOf(all), example, members);
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Returns its name in templates, which some messages of AWS have too. */
  public String titleName() {
    return titleOf(name);
  }

  /** Returns the name in templates of a property with a name in calls. */
  public static String titleOf(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** Rejects a value that this cannot have, and returns whether it has the right type. */
  boolean check(Object value, Violations violations) {
    boolean fits = kind.fits.test(value);
    if (!fits) {
      violations.refuse(
          name,
          ServiceException.badRequest(
              "Invalid request input: %s has a value of a wrong type.", name),
          kind == Kind.INTEGER
              ? " is \"%s\", but a whole number from %d to %d is expected."
                  .formatted(value, limits.min(), limits.max())
              : " is not a %s. Write one.".formatted(kind.noun));
    } else if (value instanceof String text && !text.isEmpty()) {
      checkText(text, violations);
    } else if (value instanceof Long number) {
      checkNumber(number, violations);
    } else if (value instanceof Map<?, ?> map) {
      checkLengths(map, violations);
    }
    return fits;
  }

  private void checkText(String text, Violations violations) {
    if (text.length() < limits.min() || text.length() > limits.max()) {
      violations.refuse(
          name,
          ServiceException.badRequest(
              "Invalid value for %s. It must have %d to %d characters.",
              name, limits.min(), limits.max()));
    }
    if (!values.isEmpty() && !values.contains(text)) {
      int last = values.size() - 1;
      violations.refuse(
          name,
          ServiceException.badRequest(
              "Invalid value \"%s\" for %s. Valid values are %s.",
              text, name, String.join(", ", values)),
          " is \"%s\", but AWS takes only %s or %s."
              .formatted(text, String.join(", ", values.subList(0, last)), values.get(last)));
    }
  }

  private void checkNumber(long number, Violations violations) {
    if (kind == Kind.INTEGER && (number < limits.min() || number > limits.max())) {
      violations.refuse(
          name,
          ServiceException.badRequest(
              "Invalid value for %s. It must be between %d and %d.",
              name, limits.min(), limits.max()),
          " is \"%d\", but a whole number from %d to %d is expected."
              .formatted(number, limits.min(), limits.max()));
    }
  }

  private void checkLengths(Map<?, ?> map, Violations violations) {
    map.values().stream()
        .filter(each -> each instanceof String text && text.length() > limits.max())
        .findFirst()
        .ifPresent(
            any ->
                violations.refuse(
                    name,
                    ServiceException.badRequest(
                        "Invalid value in %s. It must have up to %d characters.",
                        name, limits.max())));
  }

  /** Rejects that a resource lacks this. */
  void checkRequired(Violations violations, String verb) {
    if (has(Trait.REQUIRED)) {
      violations.refuse(
          name,
          ServiceException.badRequest("Invalid request input: %s %s.", name, verb),
          " is missing. Write, for example: " + example);
    }
  }

  /** Returns the value after an update, or {@code null} if the property is gone. */
  @Nullable Object merged(@Nullable Object before, Object change) {
    if (change instanceof String text) {
      return text.isEmpty() ? null : change;
    }
    if (!(change instanceof Map<?, ?> map)) {
      return change;
    }
    if (kind == Kind.CLEARABLE_OBJECT && map.isEmpty()) {
      return null;
    }
    Map<Object, Object> merged = new LinkedHashMap<>();
    if (kind != Kind.WHOLE_TEXT_MAP && before instanceof Map<?, ?> old) {
      merged.putAll(old);
    }
    merged.putAll(map);
    merged.values().removeIf(""::equals);
    return merged;
  }
}
