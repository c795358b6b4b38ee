package dev.wsemulator.journal;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A text that went over a wire, as the journal keeps it: cut at {@link #MOST_CHARACTERS}, and with
 * secrets hidden from whoever reads it: the values of JSON members whose names are those of
 * secrets, the signatures of signed URLs, and bearers' tokens. Immutable; two are equal if they
 * read the same.
 */
public final class Body {
  /** What is kept of a text. */
  public static final int MOST_CHARACTERS = 8 * 1024;

  /** What is read in place of a secret. */
  public static final String HIDDEN = "***";

  private static final String END_OF_NAME = "(?![a-z0-9_.-])";

  /**
   * A member's name. It is looked at once for each quotation mark, so that no text takes long; what
   * is no string, such as a number of tokens, is shown.
   */
  private static final String NAME =
      "(?=[a-z0-9_.-]*(?:secret|token|password|passwd|jwt)"
          + "|(?:(?:proxy-)?authorization|(?:set-)?cookie|sec-websocket-protocol"
          + "|[a-z_-]*(?:access|api|auth|id|private|refresh|security|session)[-_]?key"
          + "|x-amz-(?:signature|credential))"
          + END_OF_NAME
          + ")[a-z0-9_.-]*+";

  /** A member with its value: a string, or a list. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(\""
              + NAME
              + "\"\\s*+:\\s*+)"
              + "(?:\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"?|\\[[^\\]]*+]?)",
          Pattern.CASE_INSENSITIVE);

  /** The same in a text of JSON that is itself a string, as a message's is in its event. */
  private static final Pattern QUOTED_SECRET =
      Pattern.compile(
          "(\\\\\""
              + NAME
              + "\\\\\"\\s*+:\\s*+)"
              + "\\\\\"[^\"\\\\]*+(?:\\\\{2}(?:\\\\.|[^\\\\])[^\"\\\\]*+)*+(?:\\\\\")?",
          Pattern.CASE_INSENSITIVE);

  /** What makes a URL a signed one, and a bearer's token, wherever they stand. */
  private static final Pattern SECRET_WITHIN =
      Pattern.compile(
          "(x-amz-(?:signature|credential|security-token)(?:=|%3d|\\\\{1,2}u003d)|\\bbearer ++)"
              + "[^&\"\\s\\\\]++",
          Pattern.CASE_INSENSITIVE);

  private final String kept;
  private final int length;

  private Body(String kept, int length) {
    this.kept = kept;
    this.length = length;
  }

  /** Keeps a text. */
  public static Body of(String text) {
    return text.length() <= MOST_CHARACTERS
        ? new Body(text, text.length())
        : new Body(text.substring(0, MOST_CHARACTERS), text.length());
  }

  /** Keeps a text in UTF-8; its length is counted in bytes then, if it is cut. */
  public static Body of(byte[] utf8) {
    if (utf8.length <= MOST_CHARACTERS) {
      return of(new String(utf8, StandardCharsets.UTF_8));
    }
    String start = new String(utf8, 0, MOST_CHARACTERS, StandardCharsets.UTF_8);
    return new Body(start, utf8.length);
  }

  /** Returns what is kept, with secrets hidden. */
  public String text() {
    String plain = SECRET.matcher(kept).replaceAll("$1\"" + HIDDEN + "\"");
    plain = QUOTED_SECRET.matcher(plain).replaceAll("$1\\\\\"" + HIDDEN + "\\\\\"");
    return SECRET_WITHIN.matcher(plain).replaceAll("$1" + HIDDEN);
  }

  /** Returns whether the end is missing. */
  public boolean isCut() {
    return kept.length() < length;
  }

  /** Returns the length of the whole text. */
  public int length() {
    return length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && body.length == length && body.text().equals(text());
  }

  @Override
  public int hashCode() {
    return Objects.hash(text(), length);
  }

  /** Returns {@link #text()}, followed by an ellipsis if it is cut. */
  @Override
  public String toString() {
    return isCut() ? text() + "…" : text();
  }
}
