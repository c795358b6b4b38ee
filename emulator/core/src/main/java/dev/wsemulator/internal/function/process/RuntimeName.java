package dev.wsemulator.internal.function.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of runtime and its version.
 *
 * @param family such as {@code nodejs}
 * @param version such as {@code 22} or {@code 3.12}; may be empty
 */
record RuntimeName(String family, String version) {
  private static final Pattern NAME = Pattern.compile("([a-z]+)(\\d*(?:\\.\\d+)?).*");

  /** Returns the parts of a name of Lambda's, such as {@code nodejs22.x}. */
  static RuntimeName of(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        ? new RuntimeName(parts.group(1), parts.group(2))
        : new RuntimeName(name, "");
  }
}
