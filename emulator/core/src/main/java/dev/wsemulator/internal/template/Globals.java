package dev.wsemulator.internal.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What SAM's {@code Globals} add to every resource of a type.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">Globals</a>
 */
final class Globals {
  private static final String PREFIX = "AWS::Serverless::";

  private Globals() {}

  /**
   * Returns a resource's properties with the globals of its type beneath: maps are merged, lists
   * are added to, everything else is replaced.
   */
  static Value merge(Value root, String type, Value properties) {
    if (!type.startsWith(PREFIX)) {
      return properties;
    }
    return root.at("Globals", type.substring(PREFIX.length()))
        .map(globals -> merged(globals, properties))
        .orElse(properties);
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
