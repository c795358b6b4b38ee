package dev.wsemulator.internal.transport.proxy;

import dev.wsemulator.internal.http.HttpRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The header by which a proxy knows the requests that it has passed on. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.3">RFC 9110: Via</a>
 */
final class Via {
  static final String NAME = "Via";

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final String value = "1.1 wsemulator-" + UUID.randomUUID();

  /** Returns what is added to a request; each emulator has its own. */
  String value() {
    return value;
  }

  /** Returns whether a request has been passed on here. */
  boolean isIn(HttpRequest request) {
    return request.headers(NAME).stream().flatMap(COMMA::splitAsStream).anyMatch(value::equals);
  }
}
