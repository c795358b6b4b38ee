package dev.wsemulator.translator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Cuts a text into pieces that take no more than a number of bytes in UTF-8: after the last line
 * end that fits, else after the last sentence, else after the last white space, else between two
 * characters. The pieces put together are the text.
 */
final class Splitter {
  private static final String SENTENCE_ENDS = ".!?\u2026\u0964\u061f";

  /** These end a sentence without white space after them. */
  private static final String FULL_WIDTH_ENDS = "\u3002\uff01\uff1f\uff61";

  private static final int LONGEST_CHARACTER = 4;

  private final int limit;

  /** Takes the most bytes of one piece. */
  Splitter(int limit) {
    if (limit < LONGEST_CHARACTER) {
      throw new IllegalArgumentException(
          "A piece of " + limit + " bytes cannot hold every character. Allow 4 bytes or more.");
    }
    this.limit = limit;
  }

  List<String> split(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = cut(text, start, farthest(text, start));
      pieces.add(text.substring(start, end));
      start = end;
    }
    return pieces;
  }

  /** Returns where the longest piece from {@code start} ends, between two code points. */
  private int farthest(String text, int start) {
    int bytes = 0;
    int end = start;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      bytes += bytes(codePoint);
      if (bytes > limit) {
        return end;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  private static int cut(String text, int start, int farthest) {
    if (farthest == text.length()) {
      return farthest;
    }
    int line = last(start, farthest, end -> endsLine(text, end));
    if (line > start) {
      return line;
    }
    int sentence = last(start, farthest, end -> endsSentence(text, start, end));
    if (sentence > start) {
      return sentence;
    }
    int word = last(start, farthest, end -> Character.isWhitespace(text.charAt(end - 1)));
    return word > start ? word : farthest;
  }

  private static int last(int start, int farthest, IntPredicate fits) {
    for (int end = farthest; end > start; end--) {
      if (fits.test(end)) {
        return end;
      }
    }
    return start;
  }

  private static boolean endsLine(String text, int end) {
    char last = text.charAt(end - 1);
    return last == '\n' || last == '\r' && text.charAt(end) != '\n';
  }

  private static boolean endsSentence(String text, int start, int end) {
    char last = text.charAt(end - 1);
    return FULL_WIDTH_ENDS.indexOf(last) >= 0
        || Character.isWhitespace(last)
            && end - 2 >= start
            && SENTENCE_ENDS.indexOf(text.charAt(end - 2)) >= 0;
  }

  private static int bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : LONGEST_CHARACTER;
  }
}
