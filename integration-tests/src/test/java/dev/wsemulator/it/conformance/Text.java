package dev.wsemulator.it.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Texts and what they say. */
final class Text {
  /** The shape of connection and message ids. */
  static final String ID = "[A-Za-z0-9_-]{9}QAYKE[A-Za-z0-9_-]{4}==";

  /** The shape of request ids. */
  static final String REQUEST_ID = "[A-Za-z0-9_-]{10}ME[A-Za-z0-9_-]{3}=";

  static final String UUID_SHAPE = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Text() {}

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  /** Returns an object's keys in their order. */
  static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Returns a message for a route: an object of an action and further texts. */
  static String message(String action, String... namesAndValues) {
    Map<String, String> fields = new TreeMap<>(Map.of("action", action));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("These texts are no JSON: " + fields, e);
    }
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Returns a name that nothing else has. */
  static String unique() {
    return UUID.randomUUID().toString();
  }

  /** Returns the gateway's error frame, byte for byte. */
  static String errorFrame(String message, String connectionId, String requestId) {
    return "{\"message\": \"%s\", \"connectionId\":\"%s\", \"requestId\":\"%s\"}"
        .formatted(message, connectionId, requestId);
  }

  /** Returns the shape of the error frame that this connection gets. */
  static String errorPattern(String message, String connectionId) {
    return "\\{\"message\": \"%s\", \"connectionId\":\"%s\", \"requestId\":\"%s\"\\}"
        .formatted(message, connectionId, REQUEST_ID);
  }
}
