package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.http.TrustedHosts;
import dev.wsemulator.internal.transport.socket.RefusalReasons;
import dev.wsemulator.journal.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request is accepted. Rejects requests by the name of a foreign site, which may
 * be pointed at this machine. A page of another origin may open WebSockets of APIs and send
 * requests to HTTP APIs, as on AWS, and follow links. Tools may come from this machine only, unless
 * the user allows more. Thread-safe.
 */
final class RequestFilter {
  private final TrustedHosts hosts;
  private final boolean toolsFromNetwork;

  /** The purpose of a request. */
  enum Purpose {
    /** A WebSocket of an API. */
    HANDSHAKE,
    /** A call of {@code @connections}. */
    CALL,
    /** A request to an HTTP or REST API, which pages of other origins may send, as on AWS. */
    API,
    /** A file, or nothing that there is. */
    FILE,
    /** To see or change what is emulated. */
    TOOL,
    /** A call that goes on to a back end. */
    FORWARD,
    /** A call or a tunnel to any other host. */
    TUNNEL
  }

  RequestFilter(TrustedHosts hosts, boolean toolsFromNetwork) {
    this.hosts = hosts;
    this.toolsFromNetwork = toolsFromNetwork;
  }

  /**
   * Returns why a request is not let in, or {@code null} if it is.
   *
   * @param isDomain whether a host is a domain name of an API
   */
  @Nullable Reason refusal(Request request, Purpose purpose, Predicate<String> isDomain) {
    String host = ConnectRequestReader.host(request);
    ConnectionMetaData peer = request.getConnectionMetaData();
    if (!hosts.trusts(host) && !isDomain.test(host)) {
      return RefusalReasons.foreignName(host);
    }
    if (!isForPages(purpose) && isForeign(request, host, purpose)) {
      return RefusalReasons.foreignPage(site(request), host);
    }
    if (isOpen(purpose)
        || isFromHere(peer.getRemoteSocketAddress(), peer.getLocalSocketAddress())) {
      return null;
    }
    String address = Request.getRemoteAddr(request);
    return purpose == Purpose.TUNNEL
        ? RefusalReasons.proxyFromNetwork(address)
        : RefusalReasons.otherMachine(address);
  }

  /** Whether pages may read the answers of an API is what its CORS headers say. */
  private static boolean isForPages(Purpose purpose) {
    return purpose == Purpose.HANDSHAKE || purpose == Purpose.API;
  }

  private boolean isOpen(Purpose purpose) {
    return switch (purpose) {
      case HANDSHAKE, CALL, API, FILE -> true;
      case TOOL, FORWARD -> toolsFromNetwork;
      case TUNNEL -> false;
    };
  }

  /**
   * Browsers send where a request comes from; following a link to a file is allowed.
   *
   * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>
   */
  private static boolean isForeign(Request request, String host, Purpose purpose) {
    String origin = request.getHeaders().get("Origin");
    boolean mayBeOwn = purpose != Purpose.FORWARD && purpose != Purpose.TUNNEL;
    boolean isOwn =
        origin == null
            || mayBeOwn && (origin.equals("http://" + host) || origin.equals("https://" + host));
    String site = header(request, "Sec-Fetch-Site");
    boolean isLink =
        purpose == Purpose.FILE
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

  /**
   * A machine can call itself by any of its addresses, and then the sender's address is the same.
   */
  static boolean isFromHere(SocketAddress remote, SocketAddress local) {
    InetAddress from = address(remote);
    return from == null || from.isLoopbackAddress() || from.equals(address(local));
  }

  private static @Nullable InetAddress address(SocketAddress address) {
    return address instanceof InetSocketAddress internet ? internet.getAddress() : null;
  }
}
