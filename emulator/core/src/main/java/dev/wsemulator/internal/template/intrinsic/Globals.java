package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The properties that SAM's {@code Globals} add to every resource of a type.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">Globals</a>
 */
public final class Globals {

  /** The types that {@code Globals} may have properties of. */
  public static final Set<String> TYPES =
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

  private final YamlValue globals;

  Globals(YamlValue globals, Problems problems) {
    this.globals = globals;
    globals
        .entries()
        .forEach(
            (name, value) -> {
              if (!TYPES.contains(name)) {
                problems.warning(
                    value.line(),
                    "Globals.%s is not a section that is known here, and has no effect.%s"
                        .formatted(name, Spelling.hint(name, TYPES)));
              } else if (!value.isMap() && !value.isNull()) {
                problems.error(
                    value.line(), "Globals." + name + " is not a map. Write names with values.");
              }
            });
  }

  /**
   * Returns a resource's properties with the globals of its type beneath: maps are merged, lists
   * are added to, everything else is replaced.
   *
   * @param resource the whole resource, which may ignore some globals
   */
  YamlValue merge(String type, YamlValue properties, YamlValue resource) {
    if (!type.startsWith(ResourceKind.SAM)) {
      return properties;
    }
    List<String> ignored = resource.get("IgnoreGlobals").map(YamlValue::texts).orElse(List.of());
    Map<String, YamlValue> beneath =
        new LinkedHashMap<>(
            globals
                .get(type.substring(ResourceKind.SAM.length()))
                .map(YamlValue::entries)
                .orElse(Map.of()));
    beneath.keySet().removeIf(name -> ignored.contains("*") || ignored.contains(name));
    return merged(YamlValue.map(properties.line(), beneath), properties);
  }

  private static YamlValue merged(YamlValue below, YamlValue above) {
    if (below.isList() && above.isList()) {
      List<YamlValue> items = new ArrayList<>(below.elements());
      items.addAll(above.elements());
      return YamlValue.list(above.line(), items);
    }
    if (!below.isMap() || !above.isMap() || isCall(below) || isCall(above)) {
      return above;
    }
    Map<String, YamlValue> members = new LinkedHashMap<>(below.entries());
    above
        .entries()
        .forEach((name, value) -> members.merge(name, value, (global, own) -> merged(global, own)));
    return YamlValue.map(above.line(), members);
  }

  private static boolean isCall(YamlValue value) {
    return value.entries().size() == 1
        && value.entries().keySet().stream()
            .allMatch(name -> name.equals("Ref") || name.startsWith("Fn::"));
  }
}
