package dev.wsemulator.journal;

import java.util.Collections;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in a text: what members of JSON have whose names are those of secrets, also in JSON
 * that is itself a string, however deep, where a list stays one; the same in queries and forms;
 * signatures of URLs, bearers' tokens and JSON Web Tokens wherever they stand. Takes a time in
 * proportion to the text.
 */
final class Secrets {
  private static final String HIDDEN = Body.HIDDEN;
  private static final int LONGEST_NAME = 100;

  /** JSON within JSON, four times over. */
  private static final int MOST_BACKSLASHES = 15;

  /** The names of secrets. */
  private static final String NAMES =
      "[a-z0-9_.-]*(?:secret|token|password|passwd|passphrase|pwd|jwt)[a-z0-9_.-]*+"
          + "|(?:[a-z0-9_.-]*[_.-])?(?:pin|pass)"
          + "|(?-i:[A-Za-z0-9_]*[a-z0-9](?:Pin|Pass))"
          + "|(?:proxy-)?authorization|(?:set-)?cookie|sec-websocket-protocol"
          + "|[a-z_-]*(?:access|api|auth|id|private|refresh|security|session)[-_]?key"
          + "|x-amz-(?:signature|credential)";

  private static final Pattern NAME = Pattern.compile(NAMES, Pattern.CASE_INSENSITIVE);

  /** Numbers with these names are token counts, not secrets. */
  private static final Pattern COUNT =
      Pattern.compile("[a-z0-9_.-]*token(?:s|[_.-]?count)", Pattern.CASE_INSENSITIVE);

  /** A word with a value, in a query, a form, or as Java prints a map. */
  private static final Pattern PAIR =
      Pattern.compile(
          "(^|[^a-z0-9_.%-])([a-z0-9_.-]{1,100}+)(=|%3d)[^&,;}\"\\s\\\\]++",
          Pattern.CASE_INSENSITIVE);

  /** What makes a URL a signed one, and a bearer's token, wherever they stand. */
  private static final Pattern WITHIN =
      Pattern.compile(
          "(x-amz-(?:signature|credential|security-token)(?:=|%3d|\\\\{1,2}u003d)|\\bbearer ++)"
              + "[^&\"\\s\\\\]++",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern JSON_WEB_TOKEN =
      Pattern.compile("(?<![\\w-])eyJ[\\w-]{5,}+\\.[\\w-]++\\.[\\w-]*+");

  private final String text;
  private final StringBuilder out = new StringBuilder();

  /** What is copied already. */
  private int copied;

  private Secrets(String text) {
    this.text = text;
  }

  /** Returns the text without secrets. */
  static String hiddenIn(String text) {
    String plain = text.indexOf('"') < 0 ? text : new Secrets(text).withoutMembers();
    if (plain.indexOf('=') >= 0 || plain.contains("%3")) {
      plain = PAIR.matcher(plain).replaceAll(Secrets::withoutValue);
    }
    plain = WITHIN.matcher(plain).replaceAll("$1" + HIDDEN);
    return JSON_WEB_TOKEN.matcher(plain).replaceAll(HIDDEN);
  }

  private static String withoutValue(MatchResult pair) {
    String before = pair.group(1);
    String name = pair.group(2);
    boolean isCode = name.equalsIgnoreCase("code") && (before.isEmpty() || "?&\"".contains(before));
    boolean hides = isCode || NAME.matcher(name).matches();
    String shown = hides ? before + name + pair.group(3) + HIDDEN : pair.group();
    return Matcher.quoteReplacement(shown);
  }

  /** Hides what the members of JSON have. */
  private String withoutMembers() {
    for (int quote = text.indexOf('"'); quote >= 0; ) {
      quote = text.indexOf('"', memberAt(quote));
    }
    return out.append(text, copied, text.length()).toString();
  }

  /**
   * Reads a name and its value, if a name begins at this quotation mark; returns where to continue.
   */
  private int memberAt(int quote) {
    int backslashes = backslashesBefore(quote);
    boolean begins = (backslashes & (backslashes + 1)) == 0 && backslashes <= MOST_BACKSLASHES;
    int end = quote + 1;
    while (end < text.length() && end - quote <= LONGEST_NAME && isOfName(text.charAt(end))) {
      end++;
    }
    int after = end + backslashes;
    boolean isName =
        begins
            && end > quote + 1
            && after < text.length()
            && text.charAt(after) == '"'
            && backslashesBefore(after) == backslashes;
    if (!isName) {
      return quote + 1;
    }
    int colon = afterSpace(after + 1);
    if (colon >= text.length() || text.charAt(colon) != ':') {
      return after + 1;
    }
    String name = text.substring(quote + 1, end);
    int value = afterSpace(colon + 1);
    return NAME.matcher(name).matches() ? hide(name, value, backslashes) : value;
  }

  /** Leaves a value out; returns where it ends. */
  private int hide(String name, int from, int backslashes) {
    int end = endOfValue(from, backslashes);
    boolean isNumber = from < text.length() && "-0123456789".indexOf(text.charAt(from)) >= 0;
    if (end == from || isNumber && COUNT.matcher(name).matches()) {
      return from;
    }
    String mark = "\\".repeat(backslashes) + '"';
    String hidden = mark + HIDDEN + mark;
    out.append(text, copied, from)
        .append(text.charAt(from) == '[' ? list(hidden, elements(from, end, backslashes)) : hidden);
    copied = end;
    return end;
  }

  /** Returns a list that is as long as the one it takes the place of. */
  private static String list(String hidden, int elements) {
    return "[" + String.join(",", Collections.nCopies(elements, hidden)) + "]";
  }

  /** Returns how many elements a list has. */
  private int elements(int from, int end, int backslashes) {
    int depth = 0;
    int commas = 0;
    for (int at = from; at < end; at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at = endOfString(at, backslashes) - 1;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      } else if (c == ',' && depth == 1) {
        commas++;
      }
    }
    boolean isEmpty = end - from > 1 && text.charAt(afterSpace(from + 1)) == ']';
    return isEmpty ? 0 : commas + 1;
  }

  /**
   * Returns the end of a text, a number, a list or an object; its beginning if it is something
   * else.
   */
  private int endOfValue(int from, int backslashes) {
    if (from >= text.length()) {
      return from;
    }
    int mark = from + backslashes;
    if (mark < text.length()
        && text.charAt(mark) == '"'
        && backslashesBefore(mark) == backslashes) {
      return endOfString(mark, backslashes);
    }
    char first = text.charAt(from);
    if (first == '{' || first == '[') {
      return endOfNested(from, backslashes);
    }
    int end = from;
    while (end < text.length() && "+-.0123456789eE".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return "-0123456789".indexOf(first) < 0 ? from : end;
  }

  /**
   * Returns where the string ends that begins with this mark. In JSON within JSON, every backslash
   * of a string is twice as many as one level above.
   */
  private int endOfString(int mark, int backslashes) {
    int period = 2 * (backslashes + 1);
    int quote = text.indexOf('"', mark + 1);
    while (quote >= 0 && backslashesBefore(quote) % period != backslashes) {
      quote = text.indexOf('"', quote + 1);
    }
    return quote < 0 ? text.length() : quote + 1;
  }

  private int endOfNested(int from, int backslashes) {
    int depth = 0;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at = endOfString(at, backslashes) - 1;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return at + 1;
      }
    }
    return text.length();
  }

  private int backslashesBefore(int quote) {
    int first = quote;
    while (first > copied && quote - first < LONGEST_NAME && text.charAt(first - 1) == '\\') {
      first--;
    }
    return quote - first;
  }

  private int afterSpace(int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isOfName(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
  }
}
