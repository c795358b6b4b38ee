package dev.wsemulator.internal.mapping;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/**
 * Variables as a template sees them: a missing one is empty, and so are its members. Immutable if
 * its map is.
 */
final class Variables extends AbstractMap<String, Object> {
  private static final Variables NONE = new Variables(Map.of());

  private final Map<String, ?> values;

  Variables(Map<String, ?> values) {
    this.values = values;
  }

  @Override
  public Object get(Object name) {
    Object value = values.get(name);
    if (value == null) {
      return NONE;
    }
    return value instanceof Map<?, ?> map ? nested(map) : value;
  }

  @SuppressWarnings("unchecked")
  private static Variables nested(Map<?, ?> map) {
    return new Variables((Map<String, ?>) map);
  }

  @Override
  public boolean containsKey(Object name) {
    return values.containsKey(name);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Set<Map.Entry<String, Object>> entrySet() {
    return ((Map<String, Object>) values).entrySet();
  }

  @Override
  public String toString() {
    return values.isEmpty() ? "" : super.toString();
  }
}
