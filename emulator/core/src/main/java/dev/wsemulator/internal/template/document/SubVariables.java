package dev.wsemulator.internal.template.document;

import java.util.function.BiFunction;

/** The variables in a text of {@code Fn::Sub}: {@code ${name}}, and {@code ${!text}} for itself. */
public final class SubVariables {
  private static final String BEGIN = "${";

  private SubVariables() {}

  /**
   * Returns a text with its variables replaced, in time that grows with its length only.
   *
   * @param replacement takes what is between the braces, and whether it stands for itself
   */
  public static String replaced(String text, BiFunction<String, Boolean, String> replacement) {
    StringBuilder result = new StringBuilder();
    int done = 0;
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int end = text.indexOf('}', begin);
      if (end < 0) {
        break; // no variable that begins later has an end either
      }
      String inside = text.substring(begin + BEGIN.length(), end);
      boolean isKept = inside.startsWith("!");
      result
          .append(text, done, begin)
          .append(replacement.apply(isKept ? inside.substring(1) : inside.strip(), isKept));
      done = end + 1;
      begin = text.indexOf(BEGIN, done);
    }
    return result.append(text, done, text.length()).toString();
  }
}
