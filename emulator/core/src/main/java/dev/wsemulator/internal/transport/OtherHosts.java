package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.function.egress.Egress.Route;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.transport.RequestFilter.Purpose;
import dev.wsemulator.internal.transport.proxy.Forwarder;
import dev.wsemulator.internal.transport.proxy.ProxiedCall;
import dev.wsemulator.internal.transport.proxy.ServiceErrors;
import dev.wsemulator.internal.transport.proxy.Tunnels;
import dev.wsemulator.internal.transport.socket.RefusalReasons;
import dev.wsemulator.journal.Reason;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;

/**
 * Answers requests for other hosts, which child processes of functions send to the one port: as a
 * proxy, or with the {@code Host} header of AWS or of a mapped host. Thread-safe.
 */
final class OtherHosts {
  private static final byte[] NO_BODY = {};

  private final OutboundCalls calls;
  private final RequestFilter filter;
  private final Supplier<Tunnels> tunnels;
  private final Refusals refusals;

  /**
   * Where calls of other hosts go.
   *
   * @param egress decides
   * @param forwarder passes calls on
   */
  record OutboundCalls(Egress egress, Forwarder forwarder) {}

  /** Records refused requests. */
  interface Refusals {
    void add(Request request, int status, Reason why);
  }

  /**
   * Creates it.
   *
   * @param tunnels returns the tunnels to other hosts, started
   */
  OtherHosts(
      OutboundCalls calls, RequestFilter filter, Supplier<Tunnels> tunnels, Refusals refusals) {
    this.calls = calls;
    this.filter = filter;
    this.tunnels = tunnels;
    this.refusals = refusals;
  }

  /** Answers a request if it is for another host; returns whether it is. */
  boolean handle(Exchange exchange) {
    Request request = exchange.request();
    if (request.getMethod().equals("CONNECT")) {
      connect(exchange);
      return true;
    }
    String host = ConnectRequestReader.host(request);
    if (ExactHttp.isForProxy(request)
        && !host.equalsIgnoreCase(request.getHttpURI().getAuthority())) {
      refusals.add(request, 400, RefusalReasons.ofServer(400));
      Responses.badRequest(exchange.response(), exchange.callback());
      return true;
    }
    if (calls.egress().concerns(host)) {
      return lead(exchange, host);
    }
    boolean isOther =
        ExactHttp.isForProxy(request)
            && !calls.egress().isEmulator(host)
            && !calls.egress().intercepts(host);
    if (isOther && isAdmitted(exchange, Purpose.TUNNEL) && !isUpgrade(exchange, host)) {
      ProxiedCall call = call(exchange, "");
      calls.forwarder().pass(call, URI.create("http://" + host + call.head().rawPath()));
    }
    return isOther;
  }

  private void connect(Exchange exchange) {
    if (!isAdmitted(exchange, Purpose.TUNNEL)) {
      return;
    }
    Request request = exchange.request();
    String authority = Optional.ofNullable(request.getHttpURI().getAuthority()).orElse("");
    if (calls.egress().intercepts(authority)) {
      Tunnels.end(request, exchange.response(), exchange.callback());
    } else {
      tunnels.get().open(request, exchange.response(), exchange.callback());
    }
  }

  /** Answers a call of AWS or of a mapped host, unless the emulator itself serves it. */
  private boolean lead(Exchange exchange, String host) {
    Request request = exchange.request();
    if (isHandshakeWithApi(request, host)) {
      return false;
    }
    Route route;
    try {
      route = calls.egress().route(URI.create("https://" + host + path(request)));
    } catch (UnsupportedOperationException e) {
      refuse(exchange, calls.egress().service(host), String.valueOf(e.getMessage()));
      return true;
    } catch (IllegalArgumentException e) { // no URL
      refusals.add(request, 400, RefusalReasons.ofServer(400));
      Responses.badRequest(exchange.response(), exchange.callback());
      return true;
    }
    if (route.kind() == Route.Kind.EMULATOR) {
      return false;
    }
    if (isUpgrade(exchange, host)) {
      return true;
    }
    if (isAdmitted(exchange, Purpose.FORWARD)) {
      ProxiedCall call = call(exchange, calls.egress().service(host));
      if (route.kind() == Route.Kind.BACK_END) {
        calls.forwarder().redirect(call, route.url());
      } else {
        calls.forwarder().pass(call, route.url());
      }
    }
    return true;
  }

  /** Returns whether a handshake is with an API, which the gateway answers whether it is there. */
  private boolean isHandshakeWithApi(Request request, String host) {
    return ConnectRequestReader.isUpgrade(request)
        && !calls.egress().isMapped(host)
        && calls.egress().service(host).equals("execute-api");
  }

  private void refuse(Exchange exchange, String service, String message) {
    refusals.add(exchange.request(), 400, RefusalReasons.notEmulated(message));
    HttpRequest head = ConnectRequestReader.plain(exchange.request(), NO_BODY);
    exchange.answer(ServiceErrors.notEmulated(message, head, service));
  }

  /** Refuses handshakes with other hosts; returns whether the request is one. */
  private boolean isUpgrade(Exchange exchange, String host) {
    boolean isUpgrade = ConnectRequestReader.isUpgrade(exchange.request());
    if (isUpgrade) {
      Reason why = RefusalReasons.handshakeElsewhere(host);
      refusals.add(exchange.request(), 400, why);
      exchange.answer(
          ServiceErrors.notEmulated(
              why.toString(), ConnectRequestReader.plain(exchange.request(), NO_BODY), ""));
    }
    return isUpgrade;
  }

  /** Refuses a request that the filter does not let in; returns whether it does. */
  private boolean isAdmitted(Exchange exchange, Purpose purpose) {
    Reason why = filter.refusal(exchange.request(), purpose, host -> true);
    if (why != null) {
      refusals.add(exchange.request(), 403, why);
      Responses.forbidden(exchange.response(), exchange.callback());
    }
    return why == null;
  }

  private static ProxiedCall call(Exchange exchange, String service) {
    return new ProxiedCall(
        exchange.request(),
        exchange.response(),
        exchange.callback(),
        ConnectRequestReader.plain(exchange.request(), NO_BODY),
        service,
        exchange::answer);
  }

  private static String path(Request request) {
    return Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
  }
}
