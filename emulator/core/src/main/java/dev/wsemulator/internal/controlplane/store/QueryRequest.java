package dev.wsemulator.internal.controlplane.store;

import dev.wsemulator.internal.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call in the query protocol: a form with the action and its parameters. Immutable.
 *
 * @param action what to do, such as {@code GetRole}
 * @param form all parameters
 */
public record QueryRequest(String action, Query form) {
  public static QueryRequest of(HttpRequest http) {
    Query form = Query.of(new String(http.body(), StandardCharsets.UTF_8));
    return new QueryRequest(form.value("Action").orElse(""), form);
  }

  public Optional<String> text(String name) {
    return form.value(name);
  }

  /** Returns a parameter that must be there and match a regular expression. */
  public String required(String name, String pattern) {
    String value = text(name).orElse("");
    if (!value.matches(pattern)) {
      throw ServiceException.of(
          400,
          "ValidationError",
          "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s"
              .formatted(value, name, pattern));
    }
    return value;
  }

  /** Returns the path that is part of a new resource's ARN. */
  public String path() {
    return text("Path").isEmpty() ? "/" : required("Path", "/|/[!-~]{1,510}/");
  }

  public boolean isTrue(String name) {
    return text(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  /** Returns a list of texts. */
  public List<String> list(String name) {
    List<String> list = new ArrayList<>();
    for (int i = 1; text(name + ".member." + i).isPresent(); i++) {
      list.add(text(name + ".member." + i).get());
    }
    return list;
  }

  /** Returns the values of tags by their keys. */
  public Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    String key = "Tags.member.%d.Key";
    for (int i = 1; text(key.formatted(i)).isPresent(); i++) {
      tags.put(text(key.formatted(i)).get(), text("Tags.member.%d.Value".formatted(i)).orElse(""));
    }
    return tags;
  }

  public ServiceException unknown() {
    return ServiceException.of(
        400, "InvalidAction", "Could not find operation %s: it is not emulated.".formatted(action));
  }
}
