package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.http.TrustedHosts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, alone, whether a request may come in at all. Nobody may by the name of a foreign site,
 * which was then pointed at this machine; a page of another site may open WebSockets of APIs, as on
 * AWS, and follow links; tools may come from this machine only, unless the user wants more.
 * Thread-safe.
 */
final class Visitors {
  private static final Logger LOG = LoggerFactory.getLogger(Visitors.class);

  /** So that nobody fills the log. */
  private static final int MOST_TOLD = 20;

  private final TrustedHosts hosts;
  private final boolean toolsFromNetwork;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** What a request wants. */
  enum Wish {
    /** A WebSocket of an API. */
    HANDSHAKE,
    /** A call of {@code @connections}. */
    CALL,
    /** A file, or nothing that there is. */
    FILE,
    /** To see or change what is emulated. */
    TOOL
  }

  Visitors(TrustedHosts hosts, boolean toolsFromNetwork) {
    this.hosts = hosts;
    this.toolsFromNetwork = toolsFromNetwork;
  }

  /**
   * Returns whether a request is let in.
   *
   * @param isDomain whether a host is a domain name of an API
   */
  boolean admits(Request request, Wish wish, Predicate<String> isDomain) {
    String host = Handshake.host(request);
    ConnectionMetaData peer = request.getConnectionMetaData();
    if (!hosts.trusts(host) && !isDomain.test(host)) {
      tell(
          "A request by the name {} was refused, as a foreign site may have pointed its name at"
              + " this machine. If the name is yours, allow it: --allow-host NAME, or"
              + " builder.allowHost(name).",
          host);
      return false;
    }
    if (wish != Wish.HANDSHAKE && isForeign(request, host, wish)) {
      tell("A page of another site, {}, wanted something here, and was refused.", site(request));
      return false;
    }
    if (wish == Wish.TOOL
        && !toolsFromNetwork
        && !isFromHere(peer.getRemoteSocketAddress(), peer.getLocalSocketAddress())) {
      tell(
          "A call of the admin API or the control plane from {} was refused: only this machine may,"
              + " unless the emulator is started with --tools-from-network, or"
              + " builder.toolsFromNetwork(true).",
          Request.getRemoteAddr(request));
      return false;
    }
    return true;
  }

  /**
   * Browsers say from where a request comes; a link that is followed to a file is no matter.
   *
   * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>
   */
  private static boolean isForeign(Request request, String host, Wish wish) {
    String origin = request.getHeaders().get("Origin");
    boolean isOwn =
        origin == null || origin.equals("http://" + host) || origin.equals("https://" + host);
    String site = header(request, "Sec-Fetch-Site");
    boolean isLink =
        wish == Wish.FILE
            && header(request, "Sec-Fetch-Mode").equals("navigate")
            && request.getMethod().equals("GET");
    return !isOwn || !isLink && !Set.of("", "none", "same-origin").contains(site);
  }

  private static String site(Request request) {
    String origin = header(request, "Origin");
    return origin.isEmpty() ? header(request, "Referer") : origin;
  }

  private static String header(Request request, String name) {
    String value = request.getHeaders().get(name);
    return value == null ? "" : value;
  }

  /** A machine reaches itself by any of its addresses, and then comes from the same one. */
  static boolean isFromHere(SocketAddress remote, SocketAddress local) {
    InetAddress from = address(remote);
    return from == null || from.isLoopbackAddress() || from.equals(address(local));
  }

  private static @Nullable InetAddress address(SocketAddress address) {
    return address instanceof InetSocketAddress internet ? internet.getAddress() : null;
  }

  private void tell(String message, String who) {
    String shown = who.length() > 100 ? who.substring(0, 100) + "…" : who;
    if (told.size() < MOST_TOLD && told.add(shown)) {
      LOG.warn(message, shown.replaceAll("\\p{Cntrl}", "?"));
    }
  }
}
