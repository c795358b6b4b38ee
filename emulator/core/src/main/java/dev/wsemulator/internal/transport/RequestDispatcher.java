package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.admin.Admin;
import dev.wsemulator.internal.controlplane.ControlPlane;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.fault.FaultyConnections;
import dev.wsemulator.internal.function.egress.IssuerPath;
import dev.wsemulator.internal.gateway.Deployments.Found;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.http.TrustedHosts;
import dev.wsemulator.internal.httpapi.HttpApis;
import dev.wsemulator.internal.issuer.UserPools;
import dev.wsemulator.internal.recording.RecordedCall;
import dev.wsemulator.internal.recording.TrafficListener;
import dev.wsemulator.internal.transport.EmulatorServer.ServerDependencies;
import dev.wsemulator.internal.transport.RequestFilter.Purpose;
import dev.wsemulator.internal.transport.proxy.Tunnels;
import dev.wsemulator.internal.transport.socket.Peer;
import dev.wsemulator.internal.transport.socket.RefusalReasons;
import dev.wsemulator.journal.Reason;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * The entry of every request of the one port: handles handshakes and {@code @connections} itself,
 * and dispatches all others. Thread-safe.
 */
final class RequestDispatcher extends Handler.Wrapper {
  private static final String CONNECTIONS = "@connections/";

  private static final int MAX_ADMIN_BYTES = 1024 * 1024;

  /** A function's code of 50 MB, in Base64, and a little more. */
  private static final int MAX_CONTROL_BYTES = 72 * 1024 * 1024;

  private final RequestFilter filter;
  private final LineStreams streams = new LineStreams();

  /** Set once, when everything is ready. */
  private volatile @Nullable Open open;

  /** Guarded by {@code this}. */
  private @Nullable Tunnels tunnels;

  /** The destinations of requests. */
  private record Open(
      ServerDependencies dependencies,
      Upgrade upgrade,
      FaultyConnections connections,
      OtherHosts others) {}

  RequestDispatcher(RequestFilter filter) {
    this.filter = filter;
  }

  void open(ServerDependencies dependencies) {
    FaultyConnections connections =
        new FaultyConnections(
            dependencies.connections(),
            dependencies.gateway().connections(),
            dependencies.faults(),
            dependencies.time());
    OtherHosts others =
        new OtherHosts(
            new OtherHosts.OutboundCalls(dependencies.egress(), dependencies.forwarder()),
            filter,
            this::tunnels,
            (request, status, why) ->
                dependencies.gateway().refused(ConnectRequestReader.place(request), status, why));
    open = new Open(dependencies, new Upgrade(dependencies), connections, others);
  }

  /** Starts with the first tunnel, as most emulators have none. */
  private synchronized Tunnels tunnels() {
    if (tunnels == null) {
      tunnels = new Tunnels();
      tunnels.setServer(getServer());
      addManaged(tunnels);
    }
    return tunnels;
  }

  /** Ends the streamed responses. */
  void endStreams() {
    streams.close();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Open inside = open;
    if (inside == null) {
      Responses.json(response, 503, "{\"message\":\"Service Unavailable\"}", callback);
      return true;
    }
    Reason unreadable = unreadable(request);
    if (unreadable != null) {
      refused(inside, request, 400, unreadable);
      Responses.ofLoadBalancer(request, response, callback);
      return true;
    }
    Exchange exchange = new Exchange(request, response, callback);
    return inside.others().handle(exchange)
        || ofIssuer(inside, exchange)
        || ofHttpApi(inside, exchange)
        || hasEmptySegment(inside, exchange)
        || dispatch(inside, exchange);
  }

  /** Answers a request for the keys of a user pool; returns whether it is one. */
  private boolean ofIssuer(Open inside, Exchange exchange) {
    Request request = exchange.request();
    Optional<IssuerPath> path =
        request.getMethod().equals("GET") || request.getMethod().equals("HEAD")
            ? IssuerPath.of(Optional.ofNullable(request.getHttpURI().getPath()).orElse("/"))
            : Optional.empty();
    if (path.isEmpty()) {
      return false;
    }
    Reason why = filter.refusal(request, Purpose.FILE, host -> false);
    if (why != null) {
      forbid(inside, exchange, why);
      return true;
    }
    try {
      UserPools pools = inside.dependencies().userPools();
      String host = ConnectRequestReader.host(request);
      Responses.json(
          exchange.response(), 200, pools.document(path.get(), host), exchange.callback());
    } catch (IllegalArgumentException e) {
      refused(inside, request, 400, RefusalReasons.tooManyUserPools(e.getMessage()));
      Responses.badRequest(exchange.response(), exchange.callback());
    }
    return true;
  }

  /** Answers a request to an HTTP or REST API; returns whether it is one. */
  private boolean ofHttpApi(Open inside, Exchange exchange) {
    Request request = exchange.request();
    String rawPath = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
    HttpApis apis = inside.dependencies().httpApis();
    Optional<HttpApis.Found> found =
        rawPath.startsWith("/_emulator/") || ConnectRequestReader.isUpgrade(request)
            ? Optional.empty()
            : apis.find(ConnectRequestReader.host(request), rawPath);
    if (found.isEmpty()) {
      return false;
    }
    Reason why = filter.refusal(request, Purpose.API, apis::isDomain);
    if (why == null) {
      callHttpApi(apis, found.get(), exchange);
    } else {
      forbid(inside, exchange, why);
    }
    return true;
  }

  private static void callHttpApi(HttpApis apis, HttpApis.Found found, Exchange exchange) {
    Request request = exchange.request();
    HttpRequest.Header source =
        new HttpRequest.Header(HttpRequest.SOURCE, Request.getRemoteAddr(request));
    LimitedBody.read(
        request,
        HttpApis.MAX_BODY,
        body ->
            apis.handle(
                found, ConnectRequestReader.plain(request, body).with(source), exchange::answer),
        () ->
            apis.refuseTooLarge(
                found,
                ConnectRequestReader.plain(request, new byte[0]).with(source),
                exchange::answer));
  }

  /** Refuses a path that only objects of S3 can have; returns whether it is one. */
  private static boolean hasEmptySegment(Open inside, Exchange exchange) {
    boolean hasOne = exchange.request().getHttpURI().hasAmbiguousEmptySegment();
    if (hasOne) {
      String path = exchange.request().getHttpURI().getPath();
      refused(inside, exchange.request(), 400, RefusalReasons.emptySegment(path));
      Responses.badRequest(exchange.response(), exchange.callback());
    }
    return hasOne;
  }

  /** Answers a request that is for the emulator itself. */
  private boolean dispatch(Open inside, Exchange exchange) throws Exception {
    Request request = exchange.request();
    HttpURI uri = request.getHttpURI();
    String rawPath = Optional.ofNullable(uri.getPath()).orElse("/");
    String path = Optional.ofNullable(uri.getDecodedPath()).orElse("/");
    boolean isUpgrade = ConnectRequestReader.isUpgrade(request);
    boolean isControl = !isUpgrade && ControlPlane.takes(rawPath, header(request, "Authorization"));
    Purpose purpose = isControl ? Purpose.TOOL : purpose(request, path);
    Reason why =
        filter.refusal(request, purpose, inside.dependencies().gateway().deployments()::isDomain);
    if (why != null) {
      forbid(inside, exchange, why);
    } else if (isControl) {
      callControlPlane(inside, exchange);
    } else if (uri.hasAmbiguousSeparator()) {
      refused(inside, request, 400, RefusalReasons.badPath());
      Responses.badRequest(exchange.response(), exchange.callback());
    } else if (isUpgrade) {
      inside.upgrade().handle(request, exchange.response(), exchange.callback());
    } else if (Admin.takes(rawPath)) {
      callAdmin(inside.dependencies().admin(), exchange);
    } else if (isHidden(path)) {
      hide(inside, exchange);
    } else {
      return purpose != Purpose.TOOL && ofApi(inside, path, exchange)
          || super.handle(request, exchange.response(), exchange.callback());
    }
    return true;
  }

  private static void forbid(Open inside, Exchange exchange, Reason why) {
    refused(inside, exchange.request(), 403, why);
    Responses.forbidden(exchange.response(), exchange.callback());
  }

  private static void hide(Open inside, Exchange exchange) {
    refused(inside, exchange.request(), 404, RefusalReasons.hiddenFile());
    Responses.json(exchange.response(), 404, "{\"message\":\"Not Found\"}", exchange.callback());
  }

  /** Returns why what stands before the service does not let a request through, or null. */
  private static @Nullable Reason unreadable(Request request) {
    if (request.getHeaders().getFields(HttpHeader.AUTHORIZATION).size() > 1) {
      return RefusalReasons.twoAuthorizations();
    }
    return TrustedHosts.isTooLong(ConnectRequestReader.host(request))
        ? RefusalReasons.longHost()
        : null;
  }

  private static Purpose purpose(Request request, String path) {
    if (path.startsWith("/_emulator")) {
      return Purpose.TOOL;
    }
    if (ConnectRequestReader.isUpgrade(request)) {
      return Purpose.HANDSHAKE;
    }
    return path.contains("/" + CONNECTIONS) ? Purpose.CALL : Purpose.FILE;
  }

  /** Files such as those below {@code .git} are not served. */
  private static boolean isHidden(String path) {
    return path.contains("/.") && !path.startsWith("/.well-known/");
  }

  private static void refused(Open inside, Request request, int status, Reason why) {
    inside.dependencies().gateway().refused(ConnectRequestReader.place(request), status, why);
  }

  /** Answers what the server library refuses, or has failed with. A lost client is not refused. */
  boolean error(Request request, Response response, Callback callback) {
    Open inside = open;
    int status = response.getStatus();
    if (inside != null && status >= 400 && !Peer.of(request).isLost()) {
      refused(inside, request, status, RefusalReasons.ofServer(status));
    }
    return Responses.error(request, response, callback);
  }

  /** Answers a request that has to do with an API; returns whether it has. */
  private static boolean ofApi(Open inside, String path, Exchange exchange) {
    Request request = exchange.request();
    Optional<Found> found =
        inside
            .dependencies()
            .gateway()
            .deployments()
            .find(ConnectRequestReader.host(request), path);
    if (found.isPresent() && found.get().rest().startsWith(CONNECTIONS)) {
      callConnections(inside, found.get(), exchange);
      return true;
    }
    if (found.isPresent() && found.get().rest().contains("/" + CONNECTIONS)) {
      refused(inside, request, 404, RefusalReasons.noMethod(path));
      exchange.answer(
          inside.dependencies().connections().noMethod(found.get().rest(), request.getMethod()));
      return true;
    }
    if (found.isPresent() || path.contains("/" + CONNECTIONS)) {
      Reason unknown =
          inside
              .dependencies()
              .gateway()
              .deployments()
              .unknown(ConnectRequestReader.host(request), path);
      refused(inside, request, 403, found.isPresent() ? RefusalReasons.noUpgrade() : unknown);
      Responses.forbidden(exchange.response(), exchange.callback());
      return true;
    }
    return false;
  }

  private static void callConnections(Open inside, Found found, Exchange exchange) {
    String id = found.rest().substring(CONNECTIONS.length());
    int limit = inside.dependencies().quotas().messageBytes();
    LimitedBody.read(
        exchange.request(),
        limit,
        body -> {
          HttpRequest.Header source =
              new HttpRequest.Header(HttpRequest.SOURCE, Request.getRemoteAddr(exchange.request()));
          HttpRequest call = ConnectRequestReader.plain(exchange.request(), body).with(source);
          callConnections(inside, new CalledConnection(found.stage(), id), call, exchange::answer);
        },
        () -> {
          refused(inside, exchange.request(), 413, RefusalReasons.postTooLong(limit));
          exchange.answer(inside.dependencies().connections().tooLarge());
        });
  }

  /** The connection that a call is about, and through what. */
  private record CalledConnection(DeployedStage stage, String id) {}

  /** Has a call answered, and recorded if anything is. */
  private static void callConnections(
      Open inside, CalledConnection of, HttpRequest call, Consumer<HttpResponse> caller) {
    TrafficListener traffic = inside.dependencies().traffic();
    FaultyConnections connections = inside.connections();
    String callId = traffic.isRecording() ? traffic.calling(recorded(inside, of, call)) : null;
    if (callId == null) {
      connections.call(of.stage(), of.id(), call, caller);
      return;
    }
    connections.call(
        of.stage(),
        of.id(),
        call.with(new HttpRequest.Header(HttpRequest.CALL, callId)),
        answer -> {
          traffic.called(callId, answer.status());
          caller.accept(answer);
        });
  }

  private static RecordedCall recorded(Open inside, CalledConnection of, HttpRequest call) {
    RecordedCall.StagePath path =
        new RecordedCall.StagePath(of.stage().api().apiId(), of.stage().stage().stageName());
    String function = inside.dependencies().connections().functionOf(call);
    return new RecordedCall(path, of.id(), call, function);
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
              HttpRequest call = ConnectRequestReader.plain(exchange.request(), body).with(scheme);
              inside.dependencies().control().call(call, exchange::answer);
            },
            failure -> exchange.answer(ControlPlane.tooLarge())));
  }

  /** Runs on a thread that may wait for functions. */
  private void callAdmin(Admin admin, Exchange exchange) {
    Content.Source.asByteArrayAsync(
        exchange.request(),
        MAX_ADMIN_BYTES,
        Promise.Invocable.from(
            Invocable.InvocationType.BLOCKING,
            body -> {
              HttpRequest call = ConnectRequestReader.plain(exchange.request(), body);
              admin
                  .follow(call)
                  .ifPresentOrElse(
                      stream -> streams.begin(exchange, stream),
                      () -> exchange.answer(admin.answer(call)));
            },
            failure -> exchange.answer(Admin.tooLarge())));
  }

  private static String header(Request request, String name) {
    return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
  }
}
