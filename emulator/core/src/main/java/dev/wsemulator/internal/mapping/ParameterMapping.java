package dev.wsemulator.internal.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Request parameters of an integration, and their sources. Compiled once; immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html">Data
 *     mapping</a>
 */
public final class ParameterMapping {
  private static final Pattern TARGET =
      Pattern.compile("integration\\.request\\.(header|querystring|path)\\.([a-zA-Z0-9._$-]+)");

  /**
   * The parameters of one request. Immutable.
   *
   * @param headers headers by name
   * @param query query parameters by name
   * @param path the values of {@code {name}} in the path, by name
   */
  public record Parameters(
      Map<String, List<String>> headers,
      Map<String, List<String>> query,
      Map<String, List<String>> path) {
    /** No parameters. */
    public static Parameters none() {
      return new Parameters(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }
  }

  private record Rule(String place, String name, ParameterSource source) {}

  private final List<Rule> rules;

  private ParameterMapping(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Compiles the mapping.
   *
   * @param parameters targets to sources, as {@code integration.request.header.connectionId} to
   *     {@code context.connectionId}
   * @throws IllegalArgumentException if a target or a source has not its form
   */
  public static ParameterMapping compile(Map<String, String> parameters) {
    List<Rule> rules = new ArrayList<>();
    parameters.forEach(
        (target, source) -> {
          Matcher matcher = TARGET.matcher(target);
          if (!matcher.matches()) {
            throw new IllegalArgumentException(
                "The request parameter \"%s\" is not of the form integration.request.{header|querystring|path}.{name}."
                    .formatted(target));
          }
          rules.add(new Rule(matcher.group(1), matcher.group(2), ParameterSource.parse(source)));
        });
    return new ParameterMapping(rules);
  }

  /** Returns the parameters of a request; what has no value is left out. */
  public Parameters apply(TemplateInput input) {
    Parameters all = Parameters.none();
    JsonBody body = new JsonBody(input.body());
    for (Rule rule : rules) {
      Optional<List<String>> values = rule.source().values(input, body);
      values.ifPresent(found -> place(all, rule.place()).put(rule.name(), found));
    }
    return all;
  }

  private static Map<String, List<String>> place(Parameters all, String place) {
    return switch (place) {
      case "header" -> all.headers();
      case "querystring" -> all.query();
      default -> all.path();
    };
  }
}
