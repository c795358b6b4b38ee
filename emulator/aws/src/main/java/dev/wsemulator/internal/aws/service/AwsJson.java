package dev.wsemulator.internal.aws.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/** JSON objects as maps; the only class here that knows a JSON library. */
public final class AwsJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private AwsJson() {}

  /** Returns the object as UTF-8, its members in the map's order. */
  public static byte[] write(Map<String, ?> object) {
    try {
      return MAPPER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The object cannot be written as JSON: " + object, e);
    }
  }

  /**
   * Returns the object that the bytes hold.
   *
   * @throws IllegalArgumentException if they are not a JSON object
   */
  public static Map<String, Object> read(byte[] json) {
    try {
      Map<String, Object> object = MAPPER.readValue(json, OBJECT);
      return object == null ? Map.of() : object;
    } catch (IOException e) {
      throw new IllegalArgumentException("The bytes are not a JSON object.", e);
    }
  }
}
