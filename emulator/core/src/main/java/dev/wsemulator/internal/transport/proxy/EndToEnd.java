package dev.wsemulator.internal.transport.proxy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells the headers of a message that are for its receiver from those that are for the next hop.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1">RFC 9110: Connection</a>
 */
final class EndToEnd {
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Set<String> dropped;

  /**
   * Creates it for a message.
   *
   * @param connection the values of its {@code Connection} headers
   * @param others names in lower case that are dropped, too
   */
  EndToEnd(List<String> connection, Set<String> others) {
    dropped = new HashSet<>(HOP_BY_HOP);
    dropped.addAll(others);
    for (String value : connection) {
      for (String name : value.split(",")) {
        dropped.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
  }

  /** Returns whether a header is passed on. */
  boolean passes(String name) {
    return !name.startsWith(":") && !dropped.contains(name.toLowerCase(Locale.ROOT));
  }
}
