package dev.wsemulator.internal.iam;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A query string, parameter by parameter. Immutable.
 *
 * @param parameters the parameters, decoded, in the order of the query
 */
record CanonicalQuery(List<Parameter> parameters) {

  /**
   * One parameter.
   *
   * @param name its name, decoded
   * @param value its value, decoded; may be empty
   */
  record Parameter(String name, String value) {}

  /** Reads a query as received; never fails. */
  static CanonicalQuery parse(String rawQuery) {
    return new CanonicalQuery(
        Arrays.stream(rawQuery.split("&"))
            .filter(pair -> !pair.isEmpty())
            .map(CanonicalQuery::parameter)
            .toList());
  }

  private static Parameter parameter(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0
        ? new Parameter(decoded(pair), "")
        : new Parameter(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
  }

  private static String decoded(String text) {
    return PercentEncoding.decode(text.replace('+', ' '));
  }

  /** Returns the first value of a parameter, or empty if there is none. */
  Optional<String> value(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .findFirst();
  }

  /** Returns this without a parameter. */
  CanonicalQuery without(String name) {
    return new CanonicalQuery(
        parameters.stream().filter(parameter -> !parameter.name().equals(name)).toList());
  }

  /** Returns the query as it is signed: encoded, and sorted by name and then by value. */
  String text() {
    return parameters.stream()
        .map(
            parameter ->
                new Parameter(
                    PercentEncoding.ofQuery(parameter.name()),
                    PercentEncoding.ofQuery(parameter.value())))
        .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
        .map(parameter -> parameter.name() + "=" + parameter.value())
        .collect(Collectors.joining("&"));
  }
}
