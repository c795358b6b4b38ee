package dev.wsemulator.translator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Translates a text so that the result has the text's lines: white space around the text and line
 * ends stay as they are, and where a translation comes back with other lines, or with blank lines
 * in other places, each line is translated by itself.
 */
final class LineKeeper {
  /** Translates a text that neither begins nor ends with white space. */
  @FunctionalInterface
  interface Translation {
    String of(String text) throws InterruptedException;
  }

  private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

  private final Translation translation;

  LineKeeper(Translation translation) {
    this.translation = translation;
  }

  String translate(String text) throws InterruptedException {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return from == to
        ? text
        : text.substring(0, from) + lines(text.substring(from, to)) + text.substring(to);
  }

  private String lines(String text) throws InterruptedException {
    List<String> lineEnds = lineEnds(text);
    String translated = translation.of(text).strip();
    if (lineEnds.isEmpty()) {
      return translated.isEmpty() ? text : LINE_END.matcher(translated).replaceAll(" ");
    }
    String[] source = LINE_END.split(text, -1);
    String[] lines = LINE_END.split(translated, -1);
    return join(match(source, lines) ? blanksOf(source, lines) : lineByLine(source), lineEnds);
  }

  private static boolean match(String[] source, String[] lines) {
    return source.length == lines.length
        && IntStream.range(0, lines.length)
            .allMatch(i -> source[i].isBlank() == lines[i].isBlank());
  }

  /** Keeps the white space of blank lines: between {@code \r} and {@code \n} it keeps two lines. */
  private static String[] blanksOf(String[] source, String[] lines) {
    return IntStream.range(0, lines.length)
        .mapToObj(i -> source[i].isBlank() ? source[i] : lines[i])
        .toArray(String[]::new);
  }

  private String[] lineByLine(String[] source) throws InterruptedException {
    String[] lines = new String[source.length];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = translate(source[i]);
    }
    return lines;
  }

  private static String join(String[] lines, List<String> lineEnds) {
    StringBuilder text = new StringBuilder(lines[0]);
    for (int i = 1; i < lines.length; i++) {
      text.append(lineEnds.get(i - 1)).append(lines[i]);
    }
    return text.toString();
  }

  private static List<String> lineEnds(String text) {
    List<String> lineEnds = new ArrayList<>();
    Matcher matcher = LINE_END.matcher(text);
    while (matcher.find()) {
      lineEnds.add(matcher.group());
    }
    return lineEnds;
  }

  /** A byte order mark counts as white space: it is not for Translate either. */
  private static boolean isBlank(char character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == '\ufeff';
  }
}
