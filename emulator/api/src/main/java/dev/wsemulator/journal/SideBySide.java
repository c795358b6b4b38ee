package dev.wsemulator.journal;

/**
 * Two texts to be compared by eye, each shortened in the middle so that its beginning, its end and
 * the place of the first difference are left. Immutable.
 *
 * @param first one text
 * @param second the other one
 */
record SideBySide(String first, String second) {
  /** A text up to here is left in whole. */
  private static final int MOST = 160;

  /** What is left of each end. */
  private static final int END = 30;

  /** What is left before and behind the first difference. */
  private static final int AROUND = 40;

  private static final String LEFT_OUT = " … ";

  /** Returns the texts, shortened. */
  static SideBySide of(String first, String second) {
    int same = 0;
    int shorter = Math.min(first.length(), second.length());
    while (same < shorter && first.charAt(same) == second.charAt(same)) {
      same++;
    }
    return new SideBySide(shortened(first, same), shortened(second, same));
  }

  private static String shortened(String text, int difference) {
    if (text.length() <= MOST) {
      return text;
    }
    int from = Math.max(END, Math.min(difference, text.length()) - AROUND);
    int to = Math.min(text.length() - END, difference + AROUND);
    StringBuilder left = new StringBuilder(text.substring(0, END));
    if (from < to) {
      left.append(from > END ? LEFT_OUT : "").append(text, from, to);
    }
    boolean joined = from < to && to == text.length() - END;
    return left.append(joined ? "" : LEFT_OUT)
        .append(text.substring(text.length() - END))
        .toString();
  }
}
