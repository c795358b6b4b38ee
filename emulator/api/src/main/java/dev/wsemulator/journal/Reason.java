package dev.wsemulator.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reason why something was refused, failed, or was not sent: what happened, what was expected,
 * what was found, and what to do. For authors of the application; clients receive AWS's error
 * messages only. Secrets are hidden as in a {@link Body}. Immutable.
 */
public final class Reason {
  private static final int MOST_QUOTED = 200;

  private final String code;

  /** A sentence for each part, in their order; empty where there is nothing to say. */
  private final List<String> sentences;

  private enum Part {
    WHAT,
    EXPECTED,
    FOUND,
    ADVICE
  }

  private Reason(String code, List<String> sentences) {
    this.code = code;
    this.sentences = sentences;
  }

  /**
   * Creates a reason.
   *
   * @param code identifies the reason in programs, for example {@code no-route}
   * @param what what happened, a sentence
   */
  public static Reason of(String code, String what) {
    Objects.requireNonNull(code, "code");
    return new Reason(code, List.of("", "", "", "")).with(Part.WHAT, what);
  }

  /** Returns this with what was expected, a sentence. */
  public Reason expected(String sentence) {
    return with(Part.EXPECTED, sentence);
  }

  /** Returns this with what there is instead, a sentence. */
  public Reason found(String sentence) {
    return with(Part.FOUND, sentence);
  }

  /** Returns this with what to do, a sentence. */
  public Reason advice(String sentence) {
    return with(Part.ADVICE, sentence);
  }

  /** Returns the code that identifies the reason, for example {@code no-route}. */
  public String code() {
    return code;
  }

  /** Returns what happened. */
  public String what() {
    return plain(Part.WHAT);
  }

  /** Returns what was expected; may be empty. */
  public String expected() {
    return plain(Part.EXPECTED);
  }

  /** Returns what there is instead; may be empty. */
  public String found() {
    return plain(Part.FOUND);
  }

  /** Returns what to do; may be empty. */
  public String advice() {
    return plain(Part.ADVICE);
  }

  /** Returns everything in one line. */
  public String text() {
    return Stream.of(Part.values())
        .map(this::plain)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private Reason with(Part part, String sentence) {
    List<String> changed = new ArrayList<>(sentences);
    changed.set(part.ordinal(), Objects.requireNonNull(sentence, "sentence"));
    return new Reason(code, List.copyOf(changed));
  }

  private String plain(Part part) {
    return Body.of(sentences.get(part.ordinal())).toString();
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
        && reason.sentences.equals(sentences);
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, sentences);
  }

  /** Returns {@link #text()}. */
  @Override
  public String toString() {
    return text();
  }
}
