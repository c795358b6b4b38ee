package dev.wsemulator.internal.template;

import dev.wsemulator.internal.text.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What SAM's {@code Globals} add to every resource of a type.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">Globals</a>
 */
final class Globals {
  private static final String PREFIX = "AWS::Serverless::";

  /** The types that {@code Globals} may have properties of. */
  static final Set<String> TYPES =
      Set.of(
          "Function",
          "Api",
          "HttpApi",
          "WebSocketApi",
          "SimpleTable",
          "StateMachine",
          "LayerVersion",
          "CapacityProvider",
          "MicrovmImage",
          "NetworkConnector");

  private final Value globals;

  Globals(Value globals, Problems problems) {
    this.globals = globals;
    globals
        .entries()
        .forEach(
            (name, value) -> {
              if (!TYPES.contains(name)) {
                problems.warning(
                    value.line(),
                    "Globals.%s is no section that is known here, and has no effect.%s"
                        .formatted(name, Spelling.hint(name, TYPES)));
              } else if (!value.isMap() && !value.isNull()) {
                problems.error(
                    value.line(), "Globals." + name + " is no map. Write names with values.");
              }
            });
  }

  /**
   * Returns a resource's properties with the globals of its type beneath: maps are merged, lists
   * are added to, everything else is replaced.
   *
   * @param resource the whole resource, which may ignore some globals
   */
  Value merge(String type, Value properties, Value resource) {
    if (!type.startsWith(PREFIX)) {
      return properties;
    }
    List<String> ignored = resource.get("IgnoreGlobals").map(Value::texts).orElse(List.of());
    Map<String, Value> beneath =
        new LinkedHashMap<>(
            globals.get(type.substring(PREFIX.length())).map(Value::entries).orElse(Map.of()));
    beneath.keySet().removeIf(name -> ignored.contains("*") || ignored.contains(name));
    return merged(Value.map(properties.line(), beneath), properties);
  }

  private static Value merged(Value below, Value above) {
    if (below.isList() && above.isList()) {
      List<Value> items = new ArrayList<>(below.elements());
      items.addAll(above.elements());
      return Value.list(above.line(), items);
    }
    if (!below.isMap() || !above.isMap() || isCall(below) || isCall(above)) {
      return above;
    }
    Map<String, Value> members = new LinkedHashMap<>(below.entries());
    above
        .entries()
        .forEach((name, value) -> members.merge(name, value, (global, own) -> merged(global, own)));
    return Value.map(above.line(), members);
  }

  private static boolean isCall(Value value) {
    return value.entries().size() == 1
        && value.entries().keySet().stream()
            .allMatch(name -> name.equals("Ref") || name.startsWith("Fn::"));
  }
}
