package dev.wsemulator.internal.source;

import java.util.function.Predicate;

/**
 * A text in which {@code *} stands for any characters, and a backslash takes that meaning from it.
 * Immutable. Takes linear time in the length of a value for each {@code *}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching">Matching
 *     using wildcards</a>
 */
final class Wildcard implements Predicate<String> {
  private static final char ANY = '\uffff';

  /** The characters; {@link #ANY} stands for any number of any characters. */
  private final String pattern;

  private Wildcard(String pattern) {
    this.pattern = pattern;
  }

  static Wildcard parse(String place, String text) throws InvalidPatternException {
    StringBuilder pattern = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        if (i == text.length() || text.charAt(i) != '*' && text.charAt(i) != '\\') {
          throw new InvalidPatternException(
              place, "Invalid escape character at pos " + (i - 1) + ".");
        }
        pattern.append(text.charAt(i));
      } else if (c == '*') {
        if (pattern.length() > 0 && pattern.charAt(pattern.length() - 1) == ANY) {
          throw new InvalidPatternException(
              place, "Consecutive wildcard characters at pos " + (i - 1) + ".");
        }
        pattern.append(ANY);
      } else {
        pattern.append(c);
      }
    }
    return new Wildcard(pattern.toString());
  }

  @Override
  public boolean test(String value) {
    int at = 0;
    int in = 0;
    int star = -1;
    int retry = 0;
    while (in < value.length()) {
      if (at < pattern.length() && pattern.charAt(at) == ANY) {
        star = at++;
        retry = in;
      } else if (at < pattern.length() && pattern.charAt(at) == value.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++retry;
      } else {
        return false;
      }
    }
    return at == pattern.length() || at == pattern.length() - 1 && pattern.charAt(at) == ANY;
  }
}
