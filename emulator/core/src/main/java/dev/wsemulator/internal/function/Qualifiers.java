package dev.wsemulator.internal.function;

import dev.wsemulator.lambda.FunctionDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A function's aliases and the numbers of its versions. Thread-safe. */
final class Qualifiers {
  private final Map<String, String> defined;

  /** What calls have made; it goes before what is defined. */
  private volatile Map<String, String> further = Map.of();

  /**
   * Creates them.
   *
   * @param defined by the function's definition, to the version that is meant
   */
  Qualifiers(Map<String, String> defined) {
    this.defined = Map.copyOf(defined);
  }

  /** Replaces what calls have made. */
  void add(Map<String, String> made) {
    further = Map.copyOf(made);
  }

  /** Returns all, to the version that is meant. */
  Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(defined);
    all.putAll(further);
    return all;
  }

  /** Returns the version of a qualifier, or of none; empty if it does not exist. */
  Optional<String> version(@Nullable String qualifier) {
    if (qualifier == null || qualifier.equals(FunctionDefinition.LATEST)) {
      return Optional.of(FunctionDefinition.LATEST);
    }
    String made = further.get(qualifier);
    return Optional.ofNullable(made == null ? defined.get(qualifier) : made);
  }
}
