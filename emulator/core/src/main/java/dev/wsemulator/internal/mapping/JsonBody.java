package dev.wsemulator.internal.mapping;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JsonSmartJsonProvider;
import dev.wsemulator.internal.json.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A payload that is read with JSONPath. Not thread-safe. */
final class JsonBody {
  private static final Configuration CONFIGURATION =
      Configuration.defaultConfiguration()
          .jsonProvider(new CountedJson())
          .addOptions(Option.SUPPRESS_EXCEPTIONS);

  /** Counts the values that a path visits, because a path can visit values several times. */
  private static final class CountedJson extends JsonSmartJsonProvider {
    @Override
    public boolean isMap(Object value) {
      Bounds.take(1);
      return super.isMap(value);
    }

    @Override
    public boolean isArray(Object value) {
      Bounds.take(1);
      return super.isArray(value);
    }
  }

  private final String text;
  private @Nullable Object document;
  private boolean parsed;

  JsonBody(String text) {
    this.text = text;
  }

  /**
   * Returns what is at the path, or empty if nothing is.
   *
   * @throws IllegalArgumentException if the path is not a JSONPath
   */
  Optional<Object> at(String path) {
    Object json = document();
    if (json == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JsonPath.compile(path).read(json, CONFIGURATION));
    } catch (JsonPathException e) {
      throw new IllegalArgumentException("\"%s\" is not a JSONPath.".formatted(path), e);
    }
  }

  private @Nullable Object document() {
    if (!parsed) {
      parsed = true;
      try {
        document = text.isBlank() ? null : CONFIGURATION.jsonProvider().parse(text);
      } catch (JsonPathException e) {
        document = null;
      }
    }
    return document;
  }

  /** Returns a value as JSON. */
  static String json(Object value) {
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      return CONFIGURATION.jsonProvider().toJson(value);
    }
    return value instanceof CharSequence ? JsonText.quoted(value.toString()) : value.toString();
  }
}
