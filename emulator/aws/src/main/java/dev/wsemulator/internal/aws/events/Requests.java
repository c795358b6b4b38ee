package dev.wsemulator.internal.aws.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the members of requests. */
final class Requests {
  private Requests() {}

  /** Returns a text, if the member is one. */
  static Optional<String> text(Map<String, Object> request, String name) {
    return request.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Returns the objects of a list. */
  static List<Map<String, Object>> objects(Map<String, Object> request, String name) {
    List<Map<String, Object>> objects = new ArrayList<>();
    if (request.get(name) instanceof List<?> list) {
      list.forEach(one -> objects.add(object(one)));
    }
    return objects;
  }

  /** Returns the texts of a list. */
  static List<String> texts(Map<String, Object> request, String name) {
    return request.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Returns an object; an empty one if it is not an object. */
  static Map<String, Object> object(@Nullable Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, member) -> object.put(String.valueOf(key), member));
    }
    return object;
  }
}
