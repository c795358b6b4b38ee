package dev.wsemulator.internal.controlplane.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters in a call's URL. Immutable.
 *
 * @param parameters names and values in order
 */
public record Query(List<Map.Entry<String, String>> parameters) {

  public static Query of(String rawQuery) {
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    for (String pair : rawQuery.split("&")) {
      int at = pair.indexOf('=');
      if (!pair.isEmpty()) {
        String name = at < 0 ? pair : pair.substring(0, at);
        parameters.add(Map.entry(decoded(name), at < 0 ? "" : decoded(pair.substring(at + 1))));
      }
    }
    return new Query(parameters);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ServiceException.badRequest("The query parameter %s is not encoded correctly.", text);
    }
  }

  public Optional<String> value(String name) {
    return values(name).stream().findFirst();
  }

  public List<String> values(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.getKey().equals(name))
        .map(Map.Entry::getValue)
        .toList();
  }
}
