package dev.wsemulator.internal.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Templates, and the expression that chooses one. Compiled once; immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">Selection
 *     expressions</a>
 */
public final class TemplateSelection {
  private static final String DEFAULT = "$default";
  private static final String JSON = "application/json";
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$\\{?(?:request\\.body\\.(?<path>[\\w$.\\[\\]'@*-]+)"
              + "|(?<status>integration\\.response\\.statuscode)"
              + "|integration\\.response\\.header\\.(?<header>[\\w-]+)"
              + "|integration\\.response\\.multivalueheader\\.(?<multi>[\\w-]+))\\}?");

  /**
   * The data besides the request's body that an expression can read.
   *
   * @param status the back end's status code
   * @param headers the back end's headers
   */
  public record Response(int status, Map<String, List<String>> headers) {
    /** What there is of a response before the back end was called: nothing. */
    public static final Response NONE = new Response(0, Map.of());
  }

  private final Optional<String> expression;
  private final Map<String, MappingTemplate> templates;

  private TemplateSelection(Optional<String> expression, Map<String, MappingTemplate> templates) {
    this.expression = expression;
    this.templates = templates;
  }

  /**
   * Compiles the templates.
   *
   * @param expression chooses the key; empty for {@code $default}
   * @param templates the templates' texts by key
   * @throws IllegalArgumentException if a template is malformed; the message names its key
   */
  public static TemplateSelection compile(
      Optional<String> expression, Map<String, String> templates) {
    Map<String, MappingTemplate> compiled = new LinkedHashMap<>();
    templates.forEach(
        (key, text) -> {
          try {
            compiled.put(key, MappingTemplate.compile(text));
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                "The template \"%s\": %s".formatted(key, e.getMessage()), e);
          }
        });
    return new TemplateSelection(expression, compiled);
  }

  /** Returns whether there are no templates. */
  public boolean isEmpty() {
    return templates.isEmpty();
  }

  /**
   * Returns the template for a request, and for what the back end answered: the one whose key the
   * expression yields, else {@code $default}; without an expression also a sole one for JSON.
   */
  public Optional<MappingTemplate> select(String body, Response response) {
    MappingTemplate chosen =
        expression.map(text -> templates.get(evaluate(text, body, response))).orElse(null);
    if (chosen == null) {
      chosen = templates.get(DEFAULT);
    }
    if (chosen == null && expression.isEmpty() && templates.size() == 1) {
      chosen = templates.get(JSON);
    }
    return Optional.ofNullable(chosen);
  }

  /** Describes the template that a request needs, and the existing ones. */
  public String choice(String body) {
    String asked =
        expression
            .map(text -> "%s gives \"%s\"".formatted(text, evaluate(text, body, Response.NONE)))
            .orElse("There is no template selection expression");
    return templates.isEmpty()
        ? asked + ", and there are no templates."
        : "%s; the templates are: %s.".formatted(asked, String.join(", ", templates.keySet()));
  }

  /** Returns what an expression yields; a missing value is the empty string. */
  public static String evaluate(String expression, String body, Response response) {
    JsonBody json = new JsonBody(body);
    Matcher variable = VARIABLE.matcher(expression);
    return variable.replaceAll(
        found -> Matcher.quoteReplacement(value((Matcher) found, json, response)));
  }

  private static String value(Matcher variable, JsonBody json, Response response) {
    if (variable.group("path") != null) {
      return json.at("$." + variable.group("path")).map(Object::toString).orElse("");
    }
    if (variable.group("status") != null) {
      return Integer.toString(response.status());
    }
    if (variable.group("header") != null) {
      List<String> values = header(response, variable.group("header"));
      return values.isEmpty() ? "" : values.get(values.size() - 1);
    }
    List<String> values = header(response, variable.group("multi"));
    return values.isEmpty() ? "" : values.toString();
  }

  private static List<String> header(Response response, String name) {
    return response.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(List.of());
  }
}
