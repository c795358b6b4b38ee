package dev.wsemulator.internal.template.code;

import dev.wsemulator.internal.function.code.JavaRuntimes;
import dev.wsemulator.internal.template.document.Resource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Code that is given in place of what templates say. A logical id has precedence over a name, and
 * both over {@code *}, which means every function with a Java runtime. Immutable.
 *
 * @param places the places by logical id or name
 */
public record GivenCode(Map<String, Path> places) {
  /** All functions in Java. */
  public static final String ALL = "*";

  public GivenCode {
    places = Map.copyOf(places);
  }

  /** Returns where the code of a function, a layer or a nested stack is said to be. */
  public Optional<Path> of(Resource resource) {
    return byName(resource).or(() -> ofAll(resource));
  }

  /** Returns code that is given for one resource. */
  Optional<Path> byName(Resource resource) {
    return Optional.ofNullable(places.getOrDefault(resource.id(), places.get(resource.ref())));
  }

  private Optional<Path> ofAll(Resource resource) {
    boolean isJava =
        resource.isFunction()
            && resource.properties().textOf("Runtime").filter(JavaRuntimes::isJava).isPresent();
    return isJava ? Optional.ofNullable(places.get(ALL)) : Optional.empty();
  }
}
