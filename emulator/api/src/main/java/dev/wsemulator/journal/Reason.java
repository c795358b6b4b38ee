package dev.wsemulator.journal;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why something was refused, failed, or was not sent: what happened, what was expected, what there
 * is instead, and what to do. For the people who write the application; clients are told in AWS's
 * words only. Secrets are hidden as in a {@link Body}. Immutable.
 */
public final class Reason {
  private static final int MOST_QUOTED = 200;

  private final String code;
  private final String what;
  private final String expected;
  private final String found;
  private final String advice;

  private Reason(String code, String what, String expected, String found, String advice) {
    this.code = Objects.requireNonNull(code, "code");
    this.what = Objects.requireNonNull(what, "what");
    this.expected = Objects.requireNonNull(expected, "expected");
    this.found = Objects.requireNonNull(found, "found");
    this.advice = Objects.requireNonNull(advice, "advice");
  }

  /**
   * Creates a reason.
   *
   * @param code tells reasons apart in programs, for example {@code no-route}
   * @param what what happened, a sentence
   */
  public static Reason of(String code, String what) {
    return new Reason(code, what, "", "", "");
  }

  /** Returns this with what was expected, a sentence. */
  public Reason expected(String sentence) {
    return new Reason(code, what, sentence, found, advice);
  }

  /** Returns this with what there is instead, a sentence. */
  public Reason found(String sentence) {
    return new Reason(code, what, expected, sentence, advice);
  }

  /** Returns this with what to do, a sentence. */
  public Reason advice(String sentence) {
    return new Reason(code, what, expected, found, sentence);
  }

  /** Returns what tells this from other reasons, for example {@code no-route}. */
  public String code() {
    return code;
  }

  /** Returns what happened. */
  public String what() {
    return plain(what);
  }

  /** Returns what was expected; may be empty. */
  public String expected() {
    return plain(expected);
  }

  /** Returns what there is instead; may be empty. */
  public String found() {
    return plain(found);
  }

  /** Returns what to do; may be empty. */
  public String advice() {
    return plain(advice);
  }

  /** Returns everything in one line. */
  public String text() {
    return Stream.of(what(), expected(), found(), advice())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String plain(String text) {
    return Body.of(text).toString();
  }

  /**
   * Returns the beginning of a text in quotation marks, for a sentence that shows what there is.
   */
  public static String quoted(String text) {
    String oneLine = text.replaceAll("\\s+", " ");
    return oneLine.length() <= MOST_QUOTED
        ? '"' + oneLine + '"'
        : '"' + oneLine.substring(0, MOST_QUOTED) + "…\"";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reason reason
        && reason.code.equals(code)
        && reason.text().equals(text());
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, what);
  }

  /** Returns {@link #text()}. */
  @Override
  public String toString() {
    return text();
  }
}
