package dev.wsemulator.internal.function.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options that a function's variable {@code JAVA_TOOL_OPTIONS} has for its JVM. Properties take
 * effect, as a function has its own; memory and compiler belong to the emulator's JVM.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html">Customize the
 *     JVM</a>
 */
public final class ToolOptions {
  /** The variable's name. */
  public static final String VARIABLE = "JAVA_TOOL_OPTIONS";

  private static final String PROPERTY = "-D";

  private final List<String> options;

  private ToolOptions(List<String> options) {
    this.options = options;
  }

  /** Reads the variable's value: words, with quotes around blanks, as the JVM does. */
  public static ToolOptions of(String value) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean isBegun = false;
    for (char c : value.toCharArray()) {
      if (quote != 0) {
        quote = append(word, c, quote);
      } else if (c == '"' || c == '\'') {
        quote = c;
        isBegun = true;
      } else if (Character.isWhitespace(c)) {
        if (isBegun) {
          words.add(word.toString());
        }
        word.setLength(0);
        isBegun = false;
      } else {
        word.append(c);
        isBegun = true;
      }
    }
    if (isBegun) {
      words.add(word.toString());
    }
    return new ToolOptions(List.copyOf(words));
  }

  /** Returns the quote that is still open. */
  private static char append(StringBuilder word, char c, char quote) {
    if (c == quote) {
      return 0;
    }
    word.append(c);
    return quote;
  }

  /** Returns the properties that are set. */
  Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String option : options) {
      if (option.startsWith(PROPERTY) && option.length() > PROPERTY.length()) {
        String[] parts = option.substring(PROPERTY.length()).split("=", 2);
        properties.put(parts[0], parts.length == 1 ? "" : parts[1]);
      }
    }
    return properties;
  }

  /** Returns the options that change what code can do, and that have no effect here. */
  public List<String> withoutEffect() {
    return options.stream()
        .filter(option -> !option.startsWith(PROPERTY) && !option.startsWith("-X"))
        .toList();
  }
}
