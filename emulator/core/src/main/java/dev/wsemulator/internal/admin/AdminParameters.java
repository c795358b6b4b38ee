package dev.wsemulator.internal.admin;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.time.Durations;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of a call, from its query or the JSON object of its body. Immutable. */
final class AdminParameters {
  private final Map<String, String> values;

  private AdminParameters(Map<String, String> values) {
    this.values = values;
  }

  /** Reads the query. */
  static AdminParameters ofQuery(HttpRequest request) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : request.rawQuery().split("&")) {
      if (!part.isEmpty()) {
        String[] pair = part.split("=", 2);
        values.put(decoded(pair[0]), pair.length == 2 ? decoded(pair[1]) : "true");
      }
    }
    return new AdminParameters(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(400, "Invalid percent-encoding in the query: " + text + ".");
    }
  }

  /**
   * Reads the body.
   *
   * @throws BadRequestException if it is not a JSON object of scalars
   */
  static AdminParameters ofBody(HttpRequest request) {
    Json body =
        Json.parse(request.body())
            .filter(Json::isObject)
            .orElseThrow(
                () ->
                    new BadRequestException(
                        400, "The body is not a JSON object. Send one, such as {}."));
    Map<String, String> values = new LinkedHashMap<>();
    body.members()
        .forEach(
            (name, value) -> {
              if (!value.isScalar()) {
                throw new BadRequestException(400, "\"" + name + "\" is not a text or a number.");
              }
              if (!value.isNull()) {
                values.put(name, value.selectionText());
              }
            });
    return new AdminParameters(values);
  }

  /**
   * Returns this, if there is nothing else in it.
   *
   * @throws BadRequestException if there is; the message names it
   */
  AdminParameters only(Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new BadRequestException(
            400, "Unknown field \"%s\". Allowed: %s.".formatted(name, new TreeSet<>(known)));
      }
    }
    return this;
  }

  /** Returns all of it. */
  Map<String, String> values() {
    return values;
  }

  /** Returns a value, or {@code null}. */
  @Nullable String get(String name) {
    return values.get(name);
  }

  String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /**
   * Returns a value.
   *
   * @throws BadRequestException if it is not there
   */
  String need(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new BadRequestException(400, "\"%s\" is missing.".formatted(name));
    }
    return value;
  }

  boolean isTrue(String name) {
    return "true".equals(values.get(name));
  }

  /** Returns a whole number. */
  long number(String name, long otherwise) {
    String value = values.get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new BadRequestException(400, "\"%s\" is not an integer: %s.".formatted(name, value));
    }
  }

  /** Returns a duration. */
  Duration duration(String name) {
    try {
      return Durations.parse(need(name));
    } catch (DateTimeParseException e) {
      throw new BadRequestException(400, "\"%s\": %s".formatted(name, e.getMessage()));
    }
  }
}
