package dev.wsemulator.internal.compression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client offers in {@code Sec-WebSocket-Extensions}. Used by one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-9.1">RFC 6455, negotiating
 *     extensions</a>
 */
public final class ExtensionOffers {
  private static final String NO_LETTERS = "!#$%&'*+-.^_`|~";

  private final String text;
  private int at;

  /** An extension that the client offers, with its parameters. */
  public record Offer(String name, List<Parameter> parameters) {}

  /** A parameter of an offer; without a value if there is no {@code =}. */
  public record Parameter(String name, @Nullable String value) {}

  private ExtensionOffers(String text) {
    this.text = text;
  }

  /**
   * Returns the offers in the order of preference.
   *
   * @param lines the values of the header's lines
   * @throws IllegalArgumentException if they are not what the RFC allows; the message says where
   */
  public static List<Offer> read(List<String> lines) {
    return new ExtensionOffers(String.join(",", lines)).offers();
  }

  private List<Offer> offers() {
    List<Offer> offers = new ArrayList<>();
    do {
      skipSpace();
      if (at < text.length() && text.charAt(at) != ',') { // a list may have empty elements
        offers.add(offer());
      }
    } while (next(','));
    if (at < text.length()) {
      throw wrong("a comma");
    }
    return offers;
  }

  private Offer offer() {
    String name = token();
    List<Parameter> parameters = new ArrayList<>();
    while (next(';')) {
      String parameter = token();
      parameters.add(new Parameter(parameter, next('=') ? value() : null));
    }
    return new Offer(name, parameters);
  }

  private String value() {
    skipSpace();
    if (at == text.length() || text.charAt(at) != '"') {
      return token();
    }
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
      }
      if (at == text.length() || !isTokenCharacter(text.charAt(at))) {
        throw wrong("a letter of a token");
      }
      value.append(text.charAt(at++));
    }
    if (!next('"') || value.isEmpty()) {
      throw wrong("a quoted token");
    }
    return value.toString();
  }

  private String token() {
    skipSpace();
    int from = at;
    while (at < text.length() && isTokenCharacter(text.charAt(at))) {
      at++;
    }
    if (from == at) {
      throw wrong("a token");
    }
    return text.substring(from, at);
  }

  private static boolean isTokenCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || NO_LETTERS.indexOf(c) >= 0;
  }

  private boolean next(char wanted) {
    skipSpace();
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void skipSpace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException(
        "Sec-WebSocket-Extensions has no %s at character %d.".formatted(wanted, at + 1));
  }
}
