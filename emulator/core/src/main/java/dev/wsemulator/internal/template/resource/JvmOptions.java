package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.function.code.ToolOptions;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.List;

/** Warns of options for a function's JVM that have no effect here. */
final class JvmOptions {
  private JvmOptions() {}

  static void check(Resource function, Problems problems) {
    function
        .properties()
        .at("Environment", "Variables")
        .flatMap(variables -> variables.get(ToolOptions.VARIABLE))
        .filter(YamlValue::isText)
        .ifPresent(options -> check(options, problems));
  }

  private static void check(YamlValue options, Problems problems) {
    List<String> without = ToolOptions.of(options.string()).withoutEffect();
    if (!without.isEmpty()) {
      problems.warning(
          options.line(),
          "%s: %s has no effect, because functions run in the JVM of the emulator. Give the option to that JVM; -D options do take effect."
              .formatted(ToolOptions.VARIABLE, String.join(" ", without)));
    }
  }
}
