package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.admin.Admin;
import dev.wsemulator.internal.controlplane.ControlPlane;
import dev.wsemulator.internal.fault.FaultyConnections;
import dev.wsemulator.internal.gateway.Deployments.Found;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.transport.EmulatorServer.Served;
import dev.wsemulator.journal.Reason;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Where every request of the one port comes in: handshakes and {@code @connections} are answered
 * here, all else further in. Thread-safe.
 */
final class FrontDoor extends Handler.Wrapper {
  private static final String CONNECTIONS = "@connections/";

  private static final int MAX_ADMIN_BYTES = 1024 * 1024;

  /** A function's code of 50 MB, in Base64, and a little more. */
  private static final int MAX_CONTROL_BYTES = 72 * 1024 * 1024;

  /**
   * Names that cannot belong to a foreign site: addresses, and what resolves to this machine by
   * definition.
   */
  private static final Pattern LOCAL_HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|\\d+(\\.\\d+){3}|([a-z0-9-]+\\.)*localhost)(:\\d+)?");

  /** Set once, when everything behind the door is ready. */
  private volatile @Nullable Open open;

  /** What is behind the door. */
  private record Open(Served served, Upgrade upgrade, FaultyConnections connections) {}

  void open(Served served) {
    FaultyConnections connections =
        new FaultyConnections(
            served.connections(), served.gateway().connections(), served.faults(), served.time());
    open = new Open(served, new Upgrade(served), connections);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Open inside = open;
    if (inside == null) {
      Answers.json(response, 503, "{\"message\":\"Service Unavailable\"}", callback);
      return true;
    }
    String rawPath = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
    boolean isUpgrade = Handshake.isUpgrade(request);
    if (!isUpgrade && ControlPlane.takes(rawPath, header(request, "Authorization"))) {
      if (!isOfBrowser(request) || !refusedForeigner(inside, request, response, callback)) {
        callControlPlane(inside, new Exchange(request, response, callback));
      }
      return true;
    }
    if (request.getHttpURI().hasAmbiguousSeparator()) {
      refused(inside, request, 400, RefusalReasons.badPath());
      Answers.badRequest(response, callback);
      return true;
    }
    if (isUpgrade) {
      inside.upgrade().handle(request, response, callback);
      return true;
    }
    String path = Optional.ofNullable(request.getHttpURI().getDecodedPath()).orElse("/");
    if (path.startsWith("/_emulator")) {
      if (refusedForeigner(inside, request, response, callback)) {
        return true;
      }
      if (Admin.takes(rawPath)) {
        callAdmin(inside.served().admin(), new Exchange(request, response, callback));
        return true;
      }
      return super.handle(request, response, callback);
    }
    return ofApi(inside, path, new Exchange(request, response, callback))
        || super.handle(request, response, callback);
  }

  private static void refused(Open inside, Request request, int status, Reason why) {
    inside.served().gateway().refused(Handshake.place(request), status, why);
  }

  /** Answers what the server library refuses, or has failed with. */
  boolean error(Request request, Response response, Callback callback) {
    Open inside = open;
    int status = response.getStatus();
    if (inside != null && status >= 400) {
      refused(inside, request, status, RefusalReasons.ofServer(status));
    }
    return Answers.error(request, response, callback);
  }

  /** Answers a request that has to do with an API; returns whether it has. */
  private static boolean ofApi(Open inside, String path, Exchange exchange) {
    Request request = exchange.request();
    Optional<Found> found =
        inside.served().gateway().deployments().find(Handshake.host(request), path);
    if (found.isPresent() && found.get().rest().startsWith(CONNECTIONS)) {
      callConnections(inside, found.get(), exchange);
      return true;
    }
    if (found.isPresent() && found.get().rest().contains("/" + CONNECTIONS)) {
      refused(inside, request, 404, RefusalReasons.noMethod(path));
      exchange.answer(
          inside.served().connections().noMethod(found.get().rest(), request.getMethod()));
      return true;
    }
    if (found.isPresent() || path.contains("/" + CONNECTIONS)) {
      Reason unknown =
          inside.served().gateway().deployments().unknown(Handshake.host(request), path);
      refused(inside, request, 403, found.isPresent() ? RefusalReasons.noUpgrade() : unknown);
      Answers.forbidden(exchange.response(), exchange.callback());
      return true;
    }
    return false;
  }

  private static void callConnections(Open inside, Found found, Exchange exchange) {
    String id = found.rest().substring(CONNECTIONS.length());
    int limit = inside.served().quotas().messageBytes();
    LimitedBody.read(
        exchange.request(),
        limit,
        body -> {
          HttpRequest.Header source =
              new HttpRequest.Header(HttpRequest.SOURCE, Request.getRemoteAddr(exchange.request()));
          HttpRequest call = Handshake.plain(exchange.request(), body).with(source);
          inside.connections().call(found.stage(), id, call, exchange::answer);
        },
        () -> {
          refused(inside, exchange.request(), 413, RefusalReasons.postTooLong(limit));
          exchange.answer(inside.served().connections().tooLarge());
        });
  }

  /** Runs on a thread that may wait for a disk. */
  private static void callControlPlane(Open inside, Exchange exchange) {
    Content.Source.asByteArrayAsync(
        exchange.request(),
        MAX_CONTROL_BYTES,
        Promise.Invocable.from(
            Invocable.InvocationType.BLOCKING,
            body -> {
              HttpRequest.Header scheme =
                  new HttpRequest.Header(
                      HttpRequest.SCHEME, exchange.request().getHttpURI().getScheme());
              HttpRequest call = Handshake.plain(exchange.request(), body).with(scheme);
              inside.served().control().call(call, exchange::answer);
            },
            failure -> exchange.answer(ControlPlane.tooLarge())));
  }

  /** Runs on a thread that may wait for functions. */
  private static void callAdmin(Admin admin, Exchange exchange) {
    Content.Source.asByteArrayAsync(
        exchange.request(),
        MAX_ADMIN_BYTES,
        Promise.Invocable.from(
            Invocable.InvocationType.BLOCKING,
            body -> {
              HttpRequest call = Handshake.plain(exchange.request(), body);
              admin
                  .follow(call)
                  .ifPresentOrElse(
                      stream -> LineStream.begin(exchange, stream),
                      () -> exchange.answer(admin.answer(call)));
            },
            failure -> exchange.answer(Admin.tooLarge())));
  }

  private static boolean isOfBrowser(Request request) {
    return !header(request, "Origin").isEmpty() || !header(request, "Sec-Fetch-Site").isEmpty();
  }

  private static String header(Request request, String name) {
    return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
  }

  /** Refuses a page of another site, also one whose name was pointed at this machine. */
  private static boolean refusedForeigner(
      Open inside, Request request, Response response, Callback callback) {
    String host = Handshake.host(request);
    String origin = request.getHeaders().get("Origin");
    boolean local = LOCAL_HOST.matcher(host).matches();
    boolean ownPage = origin == null || origin.matches("https?://" + Pattern.quote(host));
    if (local && ownPage) {
      return false;
    }
    refused(inside, request, 403, RefusalReasons.foreignPage(String.valueOf(origin), host));
    Answers.forbidden(response, callback);
    return true;
  }
}
