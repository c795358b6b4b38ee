package dev.wsemulator.journal;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A text from the wire, as the journal keeps it: cut at {@link #MOST_CHARACTERS}, with secrets
 * hidden: values of JSON members, queries and forms whose names denote secrets, signatures of
 * signed URLs, bearer tokens and JSON Web Tokens. Immutable; two are equal if they read the same.
 */
public final class Body {
  /** What is kept of a text. */
  public static final int MOST_CHARACTERS = 8 * 1024;

  /** What is read in place of a secret. */
  public static final String HIDDEN = "***";

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
    return Secrets.hiddenIn(kept);
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
