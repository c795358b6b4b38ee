package dev.wsemulator.internal.template;

import dev.wsemulator.internal.function.ToolOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Warns of functions that ask for another JVM than the one that they run in: each runtime and each
 * option once. Not thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">Lambda
 *     runtimes</a>
 */
final class JavaRuntimes {
  private static final Pattern VERSION = Pattern.compile("java(\\d+).*");

  private final Problems problems;
  private final int version;
  private final Set<String> known = new HashSet<>();

  JavaRuntimes(Problems problems) {
    this(problems, Runtime.version().feature());
  }

  /**
   * @param version that of the JVM
   */
  JavaRuntimes(Problems problems, int version) {
    this.problems = problems;
    this.version = version;
  }

  void check(Resource function) {
    function.properties().get("Runtime").ifPresent(runtime -> version(function, runtime));
    function
        .properties()
        .at("Environment", "Variables")
        .flatMap(variables -> variables.get(ToolOptions.VARIABLE))
        .filter(Value::isText)
        .ifPresent(options -> options(function, options));
  }

  private void version(Resource function, Value runtime) {
    Matcher name = VERSION.matcher(String.valueOf(runtime.text()));
    if (name.matches() && Integer.parseInt(name.group(1)) > version && known.add(name.group())) {
      problems.warning(
          runtime.line(),
          "%s is %s, but functions run in this JVM, which is Java %d: newer class files cannot be loaded. Start the emulator with a newer JDK."
              .formatted(function.path("Runtime"), name.group(), version));
    }
  }

  private void options(Resource function, Value options) {
    List<String> without = ToolOptions.of(options.text()).withoutEffect();
    String words = String.join(" ", without);
    if (!without.isEmpty() && known.add(words)) {
      problems.warning(
          options.line(),
          "%s: %s has no effect, because functions run in the JVM of the emulator. Give the option to that JVM; -D options do take effect."
              .formatted(function.path("Environment.Variables." + ToolOptions.VARIABLE), words));
    }
  }
}
