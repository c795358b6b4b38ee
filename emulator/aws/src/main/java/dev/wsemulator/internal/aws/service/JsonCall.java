package dev.wsemulator.internal.aws.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request in an AWS JSON protocol. Members that are not of the wanted type are
 * refused as by the service. Immutable.
 *
 * @param members the members
 */
public record JsonCall(Map<String, Object> members) {

  /** Returns a text. */
  public Optional<String> text(String name) {
    Object value = members.get(name);
    if (value == null || value instanceof String) {
      return Optional.ofNullable((String) value);
    }
    throw wrongType(name);
  }

  /** Returns a text that must be there and not be empty. */
  public String required(String name) {
    String value = text(name).orElse(null);
    if (value == null || value.isEmpty()) {
      throw missing(name, value);
    }
    return value;
  }

  private static ServiceError missing(String name, @Nullable String value) {
    String path = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return ServiceError.of(
        "ValidationException",
        value == null
            ? "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
            : "1 validation error detected: Value '' at '%s' failed to satisfy constraint: Member must have length greater than or equal to 1",
        path);
  }

  /** Returns whether a flag is set. */
  public boolean isTrue(String name) {
    Object value = members.get(name);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw wrongType(name);
  }

  /** Returns a whole number. */
  public Optional<Integer> number(String name) {
    Object value = members.get(name);
    if (value == null || value instanceof Number) {
      return Optional.ofNullable((Number) value).map(Number::intValue);
    }
    throw wrongType(name);
  }

  /** Returns the texts of a list; none if there is no list. */
  public List<String> texts(String name) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw wrongType(name);
  }

  private static ServiceError wrongType(String name) {
    return ServiceError.of("SerializationException", "The member %s has a wrong type.", name);
  }
}
