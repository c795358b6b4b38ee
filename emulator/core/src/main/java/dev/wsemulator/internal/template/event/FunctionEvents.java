package dev.wsemulator.internal.template.event;

import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The events of SAM functions that topics, rules and schedules send.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html">EventSource</a>
 */
public final class FunctionEvents {
  private static final Set<String> TYPES =
      Set.of("SNS", "Schedule", "ScheduleV2", "EventBridgeRule", "CloudWatchEvent");

  private FunctionEvents() {}

  /** Returns whether events of a type are read here. */
  public static boolean isRead(String type) {
    return TYPES.contains(type);
  }

  /**
   * An event of a function.
   *
   * @param function the function
   * @param id the event's id
   * @param properties its properties
   */
  record FunctionEvent(Resource function, String id, YamlValue properties) {
    /** Returns how messages name a property. */
    String path(String property) {
      return function.path("Events.%s.Properties.%s".formatted(id, property));
    }

    /** Returns the name that what SAM makes of the event gets if it has none. */
    String name() {
      return function.home().stackName() + "-" + function.id() + id;
    }
  }

  /** Returns the events of some types. */
  static List<FunctionEvent> of(List<Resource> resources, Set<String> types) {
    List<FunctionEvent> events = new ArrayList<>();
    for (Resource function : resources) {
      if (!function.isFunction()) {
        continue;
      }
      YamlValue all = function.properties().get("Events").orElse(YamlValue.nothing(0));
      all.entries()
          .forEach(
              (id, event) -> {
                if (types.contains(event.textOf("Type").orElse(""))) {
                  YamlValue properties =
                      event.get("Properties").orElse(YamlValue.nothing(event.line()));
                  events.add(new FunctionEvent(function, id, properties));
                }
              });
    }
    return events;
  }
}
