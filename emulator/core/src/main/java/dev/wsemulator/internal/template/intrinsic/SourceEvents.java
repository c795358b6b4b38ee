package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.template.document.YamlValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The events of SAM functions that are event source mappings: of queues and streams.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html">EventSource</a>
 */
public final class SourceEvents {
  /** The types of events, and the property that names the source. */
  private static final Map<String, String> SOURCES =
      Map.of("SQS", "Queue", "DynamoDB", "Stream", "Kinesis", "Stream");

  private SourceEvents() {}

  /** Returns whether SAM makes an event source mapping of an event. */
  public static boolean isOne(String type) {
    return SOURCES.containsKey(type);
  }

  /**
   * Returns the properties of the mapping that SAM makes of an event, if it makes one.
   *
   * @param function names the function
   */
  static Optional<Map<String, YamlValue>> mapping(YamlValue event, YamlValue function) {
    String source = SOURCES.get(event.textOf("Type").orElse(""));
    if (source == null) {
      return Optional.empty();
    }
    Map<String, YamlValue> properties =
        new LinkedHashMap<>(event.get("Properties").map(YamlValue::entries).orElse(Map.of()));
    YamlValue named = properties.remove(source);
    properties.put("EventSourceArn", named == null ? YamlValue.text(event.line(), "") : named);
    properties.put("FunctionName", function);
    return Optional.of(properties);
  }
}
