package dev.wsemulator.internal.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The source of a parameter. Compiled once; immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html">Data
 *     mapping</a>
 */
@FunctionalInterface
interface ParameterSource {

  /** The forms of a source; all but the literal name what they take. */
  Pattern FORM =
      Pattern.compile(
          "(?:'(?<literal>.*)'"
              + "|route\\.request\\.(?<kind>header|querystring|multivalueheader|multivaluequerystring)\\.(?<name>[a-zA-Z0-9._$-]+)"
              + "|route\\.request\\.body(?:\\.(?<path>.+))?"
              + "|stageVariables\\.(?<variable>\\w+)"
              + "|context\\.(?<context>[\\w.-]+))",
          Pattern.DOTALL);

  /** Returns the values, or empty if there are none. */
  Optional<List<String>> values(TemplateInput input, JsonBody body);

  /**
   * Returns the source that an expression names.
   *
   * @throws IllegalArgumentException if it has none of the forms
   */
  static ParameterSource parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "Invalid mapping expression specified: \"%s\". Write route.request.header.{name}, route.request.querystring.{name}, route.request.body.{path}, stageVariables.{name}, context.{name} or a literal in single quotes."
              .formatted(text));
    }
    if (form.group("literal") != null) {
      List<String> literal = List.of(form.group("literal"));
      return (input, body) -> Optional.of(literal);
    }
    if (form.group("variable") != null) {
      String name = form.group("variable");
      return (input, body) -> Optional.ofNullable(input.stageVariables().get(name)).map(List::of);
    }
    if (form.group("context") != null) {
      String[] path = form.group("context").split("\\.");
      return (input, body) -> context(input.context(), path);
    }
    if (form.group("kind") != null) {
      return parameter(form.group("kind"), form.group("name"));
    }
    String path = form.group("path") == null ? "$" : "$." + form.group("path");
    return (input, body) -> body.at(path).map(value -> List.of(value.toString()));
  }

  private static ParameterSource parameter(String kind, String name) {
    boolean several = kind.startsWith("multivalue");
    boolean header = kind.endsWith("header");
    return (input, body) -> {
      Map<String, List<String>> all = header ? input.headers() : input.query();
      return Optional.ofNullable(all.get(name))
          .map(values -> several ? values : values.subList(values.size() - 1, values.size()));
    };
  }

  private static Optional<List<String>> context(Map<?, ?> context, String[] path) {
    Object value = context;
    for (String segment : path) {
      value = value instanceof Map<?, ?> map ? map.get(segment) : null;
    }
    return value == null || value instanceof Map<?, ?>
        ? Optional.empty()
        : Optional.of(List.of(value.toString()));
  }
}
