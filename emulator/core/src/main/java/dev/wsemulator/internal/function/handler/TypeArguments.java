package dev.wsemulator.internal.function.handler;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds with which types a class fills in the type parameters of an interface. */
final class TypeArguments {
  private TypeArguments() {}

  /**
   * Returns the types; for what the class leaves open, as a Java lambda does, the parameter's
   * bound.
   */
  static Type[] of(Class<?> type, Class<?> wanted) {
    return find(type, wanted, Collections.emptyMap())
        .orElseGet(
            () ->
                Arrays.stream(wanted.getTypeParameters())
                    .map(v -> v.getBounds()[0])
                    .toArray(Type[]::new));
  }

  private static Optional<Type[]> find(
      Type type, Class<?> wanted, Map<TypeVariable<?>, Type> known) {
    Class<?> raw = raw(type);
    if (raw == null || !wanted.isAssignableFrom(raw)) {
      return Optional.empty();
    }
    Type[] arguments = arguments(type, known);
    if (raw == wanted) {
      return arguments.length == 0 ? Optional.empty() : Optional.of(arguments);
    }
    Map<TypeVariable<?>, Type> inside = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      inside.put(raw.getTypeParameters()[i], arguments[i]);
    }
    List<Type> parents = new ArrayList<>(Arrays.asList(raw.getGenericInterfaces()));
    if (raw.getGenericSuperclass() != null) {
      parents.add(raw.getGenericSuperclass());
    }
    return parents.stream()
        .map(parent -> find(parent, wanted, inside))
        .filter(Optional::isPresent)
        .findFirst()
        .orElseGet(Optional::empty);
  }

  private static @Nullable Class<?> raw(Type type) {
    if (type instanceof ParameterizedType) {
      return (Class<?>) ((ParameterizedType) type).getRawType();
    }
    return type instanceof Class<?> ? (Class<?>) type : null;
  }

  private static Type[] arguments(Type type, Map<TypeVariable<?>, Type> known) {
    if (!(type instanceof ParameterizedType)) {
      return new Type[0];
    }
    return Arrays.stream(((ParameterizedType) type).getActualTypeArguments())
        .map(argument -> fill(argument, known))
        .toArray(Type[]::new);
  }

  private static Type fill(Type argument, Map<TypeVariable<?>, Type> known) {
    if (argument instanceof TypeVariable<?>) {
      TypeVariable<?> variable = (TypeVariable<?>) argument;
      return known.getOrDefault(variable, variable.getBounds()[0]);
    }
    return argument;
  }
}
