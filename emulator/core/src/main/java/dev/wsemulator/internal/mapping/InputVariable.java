package dev.wsemulator.internal.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code $input} of a mapping template. Public because Velocity calls it by reflection.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html">Mapping
 *     template reference</a>
 */
public final class InputVariable {
  private final TemplateInput input;
  private final JsonBody json;

  InputVariable(TemplateInput input) {
    this.input = input;
    this.json = new JsonBody(input.body());
  }

  /** Returns the payload as received. */
  public String getBody() {
    return input.body();
  }

  /** Returns what is at the path, as JSON; the empty string in quotes if nothing is. */
  public String json(String path) {
    return json.at(path).map(JsonBody::json).orElse("\"\"");
  }

  /** Returns what is at the path, as an object; the empty string if nothing is. */
  public Object path(String path) {
    return json.at(path).orElse("");
  }

  /** Returns the request's parameters by kind. */
  public Map<String, Object> params() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("path", Map.of());
    all.put("querystring", last(input.query()));
    all.put("header", last(input.headers()));
    return new Variables(all);
  }

  /** Returns a parameter's value: of the path, else the query string, else the headers. */
  public Object params(String name) {
    for (Map<String, List<String>> kind : List.of(input.query(), input.headers())) {
      List<String> values = kind.get(name);
      if (values != null) {
        return values.get(values.size() - 1);
      }
    }
    return "";
  }

  private static Map<String, Object> last(Map<String, List<String>> values) {
    Map<String, Object> last = new LinkedHashMap<>();
    values.forEach((name, all) -> last.put(name, all.get(all.size() - 1)));
    return last;
  }
}
