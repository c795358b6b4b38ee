package dev.wsemulator.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A parsed JSON value. Immutable. The only class, with its reader, that knows the JSON library. */
public final class Json {
  /** The code of a function is one text of up to 70 MB; who reads bodies limits them all. */
  private static final int MAX_TEXT = 72 * 1024 * 1024;

  private static final ObjectReader STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(MAX_TEXT).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  /** Live route selection accepts unquoted names (RT-17). */
  private static final ObjectReader LENIENT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .build()
          .readerFor(JsonNode.class);

  private final JsonNode node;

  private Json(JsonNode node) {
    this.node = node;
  }

  /** Returns the value of a client's message, read leniently, or empty if it is not JSON. */
  public static Optional<Json> parseMessage(String text) {
    try {
      return present(LENIENT.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Returns the value of a JSON document in UTF-8, or empty if it is not JSON. */
  public static Optional<Json> parse(byte[] utf8) {
    try {
      return present(STRICT.readTree(utf8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Json> present(JsonNode node) {
    return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(new Json(node));
  }

  /** Returns the member of an object, or the element of an array whose index the segment is. */
  public Optional<Json> child(String segment) {
    if (node.isArray()) {
      return index(segment).flatMap(index -> present(node.get(index)));
    }
    return present(node.get(segment));
  }

  private static Optional<Integer> index(String segment) {
    try {
      return Optional.of(Integer.parseInt(segment));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Returns whether this is an object. */
  public boolean isObject() {
    return node.isObject();
  }

  /** Returns whether this is a string, a number, a boolean or {@code null}. */
  public boolean isScalar() {
    return node.isValueNode();
  }

  /** Returns whether this is JSON's {@code null}. */
  public boolean isNull() {
    return node.isNull();
  }

  /** Returns the text of a string, and nothing for any other type. */
  public Optional<String> string() {
    return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
  }

  /** Returns the value of an integral number, or of a string that holds one. */
  public Optional<Integer> integer() {
    if (node.isTextual()) {
      return index(node.textValue());
    }
    return node.canConvertToInt() && node.isNumber() && node.canConvertToExactIntegral()
        ? Optional.of(node.intValue())
        : Optional.empty();
  }

  /** Returns the value of a number, and nothing for any other type. */
  public Optional<BigDecimal> number() {
    boolean isFinite = !node.isFloatingPointNumber() || Double.isFinite(node.doubleValue());
    return node.isNumber() && isFinite ? Optional.of(node.decimalValue()) : Optional.empty();
  }

  /** Returns whether this is the literal {@code true}. */
  public boolean isTrue() {
    return node.isBoolean() && node.booleanValue();
  }

  /**
   * Returns the value as modifiable maps and lists, strings, {@code Long}s, {@code Double}s,
   * booleans and {@code null}.
   */
  public @Nullable Object value() {
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      members().forEach((name, member) -> map.put(name, member.value()));
      return map;
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      elements().forEach(element -> list.add(element.value()));
      return list;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNull()) {
      return null;
    }
    return node.canConvertToLong() && node.canConvertToExactIntegral()
        ? (Object) node.longValue()
        : (Object) node.doubleValue();
  }

  /** Returns the value as compact JSON. */
  public String text() {
    return node.toString();
  }

  /** Returns the members of an object, in order; empty for any other type. */
  public Map<String, Json> members() {
    Map<String, Json> members = new LinkedHashMap<>();
    node.properties().forEach(entry -> members.put(entry.getKey(), new Json(entry.getValue())));
    return members;
  }

  /** Returns the elements of an array, in order; empty for any other type. */
  public List<Json> elements() {
    List<Json> elements = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> elements.add(new Json(element)));
    }
    return elements;
  }

  /**
   * Returns the value as a selection expression sees it: the text of a scalar, {@code [a, b]} for
   * an array, {@code {k=v}} for an object, and the empty string for {@code null}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html">Route
   *     selection</a>
   */
  public String selectionText() {
    if (node.isNull()) {
      return "";
    }
    if (node.isArray()) {
      return elements().stream().map(Json::selectionText).toList().toString();
    }
    if (node.isObject()) {
      Map<String, String> texts = new LinkedHashMap<>();
      members().forEach((name, value) -> texts.put(name, value.selectionText()));
      return texts.toString();
    }
    return node.asText();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Json json && json.node.equals(node);
  }

  @Override
  public int hashCode() {
    return node.hashCode();
  }
}
