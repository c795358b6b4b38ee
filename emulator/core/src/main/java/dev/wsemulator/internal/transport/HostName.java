package dev.wsemulator.internal.transport;

import java.util.Locale;

/**
 * Tells of the value of a {@code Host} header, of any length, whether a foreign site can have it.
 */
final class HostName {
  private static final String LOCALHOST = "localhost";
  private static final int LONGEST = 255;

  private HostName() {}

  /**
   * Returns whether the name cannot belong to a foreign site: it is an address, or resolves to this
   * machine by definition.
   */
  static boolean isLocal(String host) {
    String name = withoutPort(host).toLowerCase(Locale.ROOT);
    return isAddress(name) || name.equals(LOCALHOST) || isBelowLocalhost(name);
  }

  /** Returns whether no DNS name is so long. */
  static boolean isTooLong(String host) {
    return withoutPort(host).length() > LONGEST;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean hasPort =
        colon >= 0
            && colon < host.length() - 1
            && host.chars().skip(colon + 1L).allMatch(c -> c >= '0' && c <= '9');
    return hasPort ? host.substring(0, colon) : host;
  }

  private static boolean isAddress(String name) {
    if (name.startsWith("[") && name.endsWith("]") && name.length() > 2) {
      return name.substring(1, name.length() - 1)
          .chars()
          .allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c == ':' || c == '.');
    }
    String[] parts = name.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (part.isEmpty() || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBelowLocalhost(String name) {
    return name.endsWith("." + LOCALHOST)
        && name.charAt(0) != '.'
        && !name.contains("..")
        && name.chars()
            .allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.');
  }
}
