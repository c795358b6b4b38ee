package dev.wsemulator.internal.function.substitute;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubstitutesTest {
  /** Also of a JDK that is newer than the one that this was written for. */
  @Test
  void everyFormOfAMethodHasItsSubstitute() throws ReflectiveOperationException {
    List<String> missing = new ArrayList<>();
    int count = 0;
    for (String name : Substitutes.owners()) {
      Class<?> owner = Class.forName(name);
      for (Method method : owner.getMethods()) {
        String substitute = Substitutes.of(name, method.getName());
        if (substitute != null && method.getDeclaringClass() == owner) {
          count++;
          if (!has(Class.forName(substitute), method)) {
            missing.add(method.toString());
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(count).isGreaterThan(40);
  }

  private static boolean has(Class<?> substitute, Method method) {
    Stream<Class<?>> types = Arrays.stream(method.getParameterTypes());
    Class<?>[] taken =
        (Modifier.isStatic(method.getModifiers())
                ? types
                : Stream.concat(Stream.of(method.getDeclaringClass()), types))
            .toArray(Class<?>[]::new);
    try {
      Method found = substitute.getMethod(method.getName(), taken);
      return Modifier.isStatic(found.getModifiers())
          && found.getReturnType() == method.getReturnType();
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  @Test
  void everyMethodThatIsNamedExists() throws ReflectiveOperationException {
    for (String name : Substitutes.owners()) {
      List<String> known =
          Arrays.stream(Class.forName(name).getMethods()).map(Method::getName).toList();
      assertThat(known).as(name).containsAll(Substitutes.methods(name));
    }
  }
}
