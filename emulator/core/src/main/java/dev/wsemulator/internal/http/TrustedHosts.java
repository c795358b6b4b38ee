package dev.wsemulator.internal.http;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which values of a {@code Host} header cannot be those of a foreign site whose name was pointed at
 * this machine: addresses, names that belong to this machine or to AWS, and those that the user
 * allows. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6761#section-6.3">RFC 6761: localhost</a>
 */
public final class TrustedHosts {
  private static final int LONGEST = 255;

  /** Names below these belong to no site, or to AWS: no foreign site can point them anywhere. */
  private static final List<String> DOMAINS =
      List.of("localhost", "internal", "amazonaws.com", "amazonaws.com.cn", "api.aws");

  private final Set<String> allowed;

  /**
   * Creates the rule.
   *
   * @param allowed names that are trusted, too; {@code *.example.com} means all below {@code
   *     example.com}
   */
  public TrustedHosts(Collection<String> allowed) {
    this.allowed =
        allowed.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /** Returns whether no host has a name so long, whatever its port. */
  public static boolean isTooLong(String host) {
    int colon = host.lastIndexOf(':');
    return (colon < 0 ? host.length() : colon) > LONGEST;
  }

  /** Returns whether a host, with or without a port, is trusted. */
  public boolean trusts(String host) {
    String name = name(host);
    return isAddress(name)
        || isOfNetwork(name)
        || DOMAINS.stream().anyMatch(domain -> isBelow(name, domain))
        || allowed.contains(name)
        || allowed.stream().anyMatch(each -> isWildcardOf(name, each));
  }

  /** Returns the host without its port; an empty text if it is invalid. */
  private static String name(String host) {
    if (host.isEmpty() || isTooLong(host)) {
      return "";
    }
    int end = host.charAt(0) == '[' ? host.indexOf(']') + 1 : host.indexOf(':');
    String name = end <= 0 ? host : host.substring(0, end);
    String port = host.substring(name.length());
    boolean isPort = port.isEmpty() || port.length() > 1 && isOf(port.substring(1), "0123456789");
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return isPort ? bare.toLowerCase(Locale.ROOT) : "";
  }

  private static boolean isAddress(String name) {
    if (name.startsWith("[")) {
      return name.endsWith("]") && isOf(name.substring(1, name.length() - 1), "0123456789abcdef:.");
    }
    String[] bytes = name.split("\\.", -1);
    for (String part : bytes) {
      if (part.isEmpty() || part.length() > 3 || !isOf(part, "0123456789")) {
        return false;
      }
    }
    return bytes.length == 4;
  }

  /** A name without a domain, such as a container's: sites have none. */
  private static boolean isOfNetwork(String name) {
    return !name.isEmpty() && isOf(name, "abcdefghijklmnopqrstuvwxyz0123456789-_");
  }

  private static boolean isOf(String text, String characters) {
    return text.chars().allMatch(c -> characters.indexOf(c) >= 0);
  }

  private static boolean isBelow(String name, String domain) {
    return name.endsWith("." + domain);
  }

  private static boolean isWildcardOf(String name, String pattern) {
    return pattern.startsWith("*.") && name.endsWith(pattern.substring(1));
  }
}
