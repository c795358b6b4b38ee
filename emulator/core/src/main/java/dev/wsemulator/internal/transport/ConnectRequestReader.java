package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.connection.ClientIdentity;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.Identifiers;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.integration.event.ConnectRequest;
import dev.wsemulator.internal.transport.socket.Peer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** Reads an upgrade request into the {@code $connect} request (EV-11, EV-12). */
final class ConnectRequestReader {
  private static final Set<String> HOP_BY_HOP = Set.of("connection", "upgrade", "content-length");

  private ConnectRequestReader() {}

  static ConnectRequest read(
      Request request, DeployedStage stage, String connectionId, Instant now) {
    String sourceIp = Request.getRemoteAddr(request).replaceAll("[\\[\\]]", "");
    ClientIdentity identity =
        new ClientIdentity(sourceIp, request.getHeaders().get(HttpHeader.USER_AGENT));
    String host = host(request);
    Facts facts = new Facts(connectionId, stage, identity, host, now);
    return new ConnectRequest(
        facts,
        headers(request, sourceIp, now),
        query(request),
        plain(request, new byte[0]),
        Peer.of(request)::isLost);
  }

  /** Returns the request as a plain value. */
  static HttpRequest plain(Request request, byte[] body) {
    HttpURI uri = request.getHttpURI();
    List<HttpRequest.Header> headers =
        request.getHeaders().stream()
            .map(field -> new HttpRequest.Header(field.getName(), field.getValue()))
            .toList();
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    return new HttpRequest(request.getMethod(), uri.getPath(), query, headers, body);
  }

  /** Returns whether the request is a WebSocket handshake; its details may be invalid. */
  static boolean isUpgrade(Request request) {
    return request.getHeaders().contains(HttpHeader.UPGRADE, "websocket");
  }

  /** Returns the violation of RFC 6455, or {@code null}. */
  static @Nullable String problem(Request request) {
    if (!request.getMethod().equals("GET")) {
      return "The verb is %s, not GET.".formatted(request.getMethod());
    }
    if (!request.getHeaders().contains(HttpHeader.CONNECTION, "upgrade")) {
      return "The header Connection does not say Upgrade.";
    }
    String version = request.getHeaders().get(HttpHeader.SEC_WEBSOCKET_VERSION);
    if (!"13".equals(version)) {
      return "The header Sec-WebSocket-Version is %s, not 13.".formatted(version);
    }
    String key = request.getHeaders().get(HttpHeader.SEC_WEBSOCKET_KEY);
    return key == null || key.length() != 24
        ? "The header Sec-WebSocket-Key has not 24 characters."
        : null;
  }

  /** Returns the verb and the path of a request, without its query. */
  static String place(Request request) {
    return request.getMethod() + " " + request.getHttpURI().getPath();
  }

  /** Returns the length of the URL that the client has connected to, in characters (HS-23). */
  static int urlLength(Request request) {
    return "ws://".length() + host(request).length() + request.getHttpURI().getPathQuery().length();
  }

  /** Returns the host, with its port, that the client used. */
  static String host(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    return host == null ? Request.getServerName(request) : host;
  }

  private static Map<String, List<String>> headers(Request request, String sourceIp, Instant now) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpField field : request.getHeaders()) {
      if (!HOP_BY_HOP.contains(field.getLowerCaseName())) {
        headers.computeIfAbsent(field.getName(), name -> new ArrayList<>()).add(field.getValue());
      }
    }
    List<String> offered = headers.get("Sec-WebSocket-Protocol");
    if (offered != null && offered.size() > 1) {
      headers.put("Sec-WebSocket-Protocol", List.of(String.join(", ", offered)));
    }
    List<String> forwarded = new ArrayList<>(headers.getOrDefault("X-Forwarded-For", List.of()));
    forwarded.add(sourceIp);
    headers.remove("X-Forwarded-For");
    headers.put("X-Forwarded-For", List.of(String.join(", ", forwarded)));
    headers.put("X-Forwarded-Port", List.of("443"));
    headers.put("X-Forwarded-Proto", List.of("https"));
    headers.putIfAbsent("X-Amzn-Trace-Id", List.of(Identifiers.traceId(now.getEpochSecond())));
    return headers;
  }

  private static Map<String, List<String>> query(Request request) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValues());
    }
    return query;
  }
}
