package dev.wsemulator.internal.mapping;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bounded versions of string methods that could run forever, or create a text of any length. */
final class BoundedText {
  private static final Set<String> MATCHING = Set.of("matches", "split");
  private static final Set<String> REPLACING = Set.of("replace", "replaceAll", "replaceFirst");
  private static final Set<String> FORMATTING = Set.of("format", "formatted");
  private static final Pattern WIDE = Pattern.compile("%[^a-zA-Z%]*\\d{5}");

  private BoundedText() {}

  /** Returns whether a method has to be called here. */
  static boolean takes(String method, Object[] arguments) {
    if (FORMATTING.contains(method)) {
      return true;
    }
    return switch (arguments.length) {
      case 1 -> MATCHING.contains(method) || method.equals("repeat");
      case 2 ->
          REPLACING.contains(method) && arguments[0] instanceof CharSequence
              || method.equals("split");
      default -> false;
    };
  }

  /** Returns what the method of {@link String} returns. */
  static Object call(String text, String method, Object[] arguments) {
    if (FORMATTING.contains(method)) {
      return formatted(text, method, arguments);
    }
    return switch (method) {
      case "repeat" -> repeated(text, ((Number) arguments[0]).intValue());
      case "matches" -> matcher(text, arguments[0]).matches();
      case "split" -> {
        int limit = arguments.length == 1 ? 0 : ((Number) arguments[1]).intValue();
        yield Pattern.compile(arguments[0].toString()).split(new CountedText(text), limit);
      }
      case "replaceFirst" -> replaced(matcher(text, arguments[0]), arguments[1].toString(), true);
      case "replaceAll" -> replaced(matcher(text, arguments[0]), arguments[1].toString(), false);
      default ->
          replaced(
              matcher(text, Pattern.quote(arguments[0].toString())),
              Matcher.quoteReplacement(arguments[1].toString()),
              false);
    };
  }

  private static Object formatted(String text, String method, Object[] arguments) {
    boolean isStatic = method.equals("format");
    String format = isStatic && arguments.length > 0 ? String.valueOf(arguments[0]) : text;
    if (WIDE.matcher(format).find()) {
      Bounds.checkLength(Long.MAX_VALUE);
    }
    int skipped = isStatic ? 1 : 0;
    Object[] values = new Object[Math.max(0, arguments.length - skipped)];
    System.arraycopy(arguments, Math.min(skipped, arguments.length), values, 0, values.length);
    Object[] flat = values.length == 1 && values[0] instanceof Object[] array ? array : values;
    return String.format(format, flat);
  }

  private static String repeated(String text, int times) {
    Bounds.checkLength((long) text.length() * times);
    return text.repeat(times);
  }

  private static Matcher matcher(String text, Object pattern) {
    return Pattern.compile(pattern.toString()).matcher(new CountedText(text));
  }

  private static String replaced(Matcher matcher, String replacement, boolean first) {
    StringBuilder result = new StringBuilder();
    boolean more = matcher.find();
    while (more) {
      matcher.appendReplacement(result, replacement);
      Bounds.checkLength(result.length());
      more = !first && matcher.find();
    }
    return matcher.appendTail(result).toString();
  }

  /** A text of which each look at a character is counted, however often a pattern goes back. */
  private record CountedText(String text) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      Bounds.take(1);
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
