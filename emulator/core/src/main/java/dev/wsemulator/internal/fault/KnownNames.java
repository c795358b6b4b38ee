package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.internal.account.EmbeddedServices;
import dev.wsemulator.internal.text.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The names that there are, so that a rule that can never match is refused. Immutable.
 *
 * @param of returns the names of a kind of things, by the word of the admin API: {@code api},
 *     {@code stage}, {@code route}, {@code function}, {@code alias}, {@code table}, {@code index},
 *     {@code bucket}
 * @param functionNames the names of functions by their logical ids
 */
public record KnownNames(
    Function<String, Collection<String>> of, Function<String, String> functionNames) {
  private static final List<String> CHECKED =
      List.of("api", "stage", "route", "function", "alias", "table", "index", "bucket");

  /** The services whose faults are known; a back end may have others. */
  private static final List<String> SERVICES = EmbeddedServices.NAMES;

  /**
   * Returns a rule with the names of functions instead of their logical ids.
   *
   * @throws IllegalArgumentException if it can match nothing, or its error is misspelt
   */
  FaultRule checked(FaultRule given) {
    Matcher matcher = checked(given.matcher());
    if (given.fault().arguments().get("error") instanceof String code) {
      ErrorCode.check(code, matcher.service());
    }
    return given.matching(matcher);
  }

  /**
   * Returns a matcher with the names of functions instead of their logical ids.
   *
   * @throws IllegalArgumentException if it can match nothing, because there is nothing of a name
   */
  Matcher checked(Matcher given) {
    Matcher named = given;
    if (given.function() != null) {
      named = named.withFunction(functionNames.apply(given.function()));
    }
    if (given.service() != null) {
      named = named.withService(service(given.service()));
    }
    if (given.operation() != null) {
      checkOperation(given.operation());
    }
    named
        .words()
        .forEach(
            (kind, name) -> {
              if (CHECKED.contains(kind)) {
                check(kind, name);
              }
            });
    return named;
  }

  private void check(String kind, String name) {
    Collection<String> known = of.apply(kind);
    boolean any = kind.equals("index") && name.equals(Matcher.ANY);
    if (!any && !known.contains(name)) {
      throw new IllegalArgumentException(
          "There is no %s %s that a fault could strike.%s Known: %s."
              .formatted(kind, name, Spelling.hint(name, known), new TreeSet<>(known)));
    }
  }

  /** A back end may have operations that are not known here. */
  private static void checkOperation(String name) {
    String hint =
        BackEndOperations.NAMES.contains(name) ? "" : Spelling.hint(name, BackEndOperations.NAMES);
    if (!hint.isEmpty()) {
      throw new IllegalArgumentException("There is no operation %s.%s".formatted(name, hint));
    }
  }

  private static String service(String given) {
    String name = given.toLowerCase(Locale.ROOT);
    String hint = SERVICES.contains(name) ? "" : Spelling.hint(name, SERVICES);
    if (!hint.isEmpty()) {
      throw new IllegalArgumentException("There is no service %s.%s".formatted(given, hint));
    }
    return name;
  }
}
