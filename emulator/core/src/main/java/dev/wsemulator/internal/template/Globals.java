package dev.wsemulator.internal.template;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What SAM's {@code Globals} add to every function.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">Globals</a>
 */
final class Globals {
  private Globals() {}

  /**
   * Returns the function's properties with the globals beneath: maps are merged, everything else is
   * replaced.
   */
  static Value merge(Value root, Value properties) {
    return root.at("Globals", "Function")
        .map(globals -> merged(globals, properties))
        .orElse(properties);
  }

  private static Value merged(Value below, Value above) {
    if (!below.isMap() || !above.isMap()) {
      return above;
    }
    Map<String, Value> members = new LinkedHashMap<>(below.entries());
    above
        .entries()
        .forEach((name, value) -> members.merge(name, value, (global, own) -> merged(global, own)));
    return Value.map(above.line(), members);
  }
}
