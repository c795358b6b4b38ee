package dev.wsemulator.internal.httpapi.event;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpApi.HttpStage;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.connection.Identifiers;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.integration.event.RequestStamp;
import dev.wsemulator.journal.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A request to a stage of an HTTP or REST API. Immutable.
 *
 * @param target where it goes
 * @param request the request as it has arrived
 * @param requestId its id
 * @param stamp its time, and the id that is as long as those of WebSocket APIs
 */
public record HttpCall(Target target, HttpRequest request, String requestId, RequestStamp stamp) {
  /** Headers that end at the gateway. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          HttpRequest.SOURCE);

  /**
   * Where a request goes.
   *
   * @param api the API
   * @param stage its stage
   * @param paths its path in several forms
   */
  public record Target(HttpApi api, HttpStage stage, Paths paths) {
    /** Returns whether the API is a REST API. */
    public boolean isRest() {
      return api.kind() == HttpApi.Kind.REST;
    }
  }

  /**
   * The path of a request.
   *
   * @param ofRoute the path that routes are selected by, as it was sent
   * @param sent the path that a client sends on AWS: with the stage, or with the key of a mapping
   * @param isOfDomain whether a custom domain name was called
   */
  public record Paths(String ofRoute, String sent, boolean isOfDomain) {}

  /** Returns a call with new ids. */
  public static HttpCall of(Target target, HttpRequest request, Instant now) {
    String id = Identifiers.requestId();
    String requestId = target.isRest() ? UUID.randomUUID().toString() : id;
    return new HttpCall(target, request, requestId, new RequestStamp(id, now));
  }

  /** Returns where an invocation for a route comes from. */
  public Origin origin(HttpRoute route) {
    return new Origin(
        new Origin.Target(target.api().apiId(), stageName(), route.routeKey()), null, requestId);
  }

  /** Returns the stage's name. */
  String stageName() {
    return target.stage().stageName();
  }

  /** Returns the address of the sender. */
  public String sourceIp() {
    return request.header(HttpRequest.SOURCE).orElse("127.0.0.1").replaceAll("[\\[\\]]", "");
  }

  /** Returns the host that the client has called, with its port. */
  public String host() {
    return request.header("Host").orElse("");
  }

  /** Returns the first label of the host's name: the API's id, if the host says nothing of it. */
  String domainPrefix() {
    String host = host();
    String label = host.substring(0, Math.max(0, host.indexOf('.')));
    boolean isName = target.paths().isOfDomain() || label.equalsIgnoreCase(target.api().apiId());
    return isName ? label : target.api().apiId();
  }

  /** Returns the headers that are passed on, with those that the gateway adds, in order. */
  public Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    for (HttpRequest.Header header : request.headers()) {
      String lower = header.name().toLowerCase(Locale.ROOT);
      if (!HOP_BY_HOP.contains(lower) && !(target.isRest() && lower.equals("content-length"))) {
        String name = names.computeIfAbsent(lower, any -> target.isRest() ? header.name() : lower);
        headers.computeIfAbsent(name, any -> new ArrayList<>()).add(header.value());
      }
    }
    if (!target.isRest()) {
      headers.putIfAbsent("content-length", List.of(Integer.toString(request.body().length)));
    }
    forwarded(headers, names);
    return headers;
  }

  private void forwarded(Map<String, List<String>> headers, Map<String, String> names) {
    List<String> before = new ArrayList<>();
    Optional.ofNullable(names.get("x-forwarded-for"))
        .map(headers::remove)
        .ifPresent(before::addAll);
    before.add(sourceIp());
    names.values().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).matches("x-forwarded-(port|proto)"))
        .forEach(headers::remove);
    if (!names.containsKey("x-amzn-trace-id")) {
      headers.put(
          cased("X-Amzn-Trace-Id"), List.of(Identifiers.traceId(stamp.at().getEpochSecond())));
    }
    headers.put(cased("X-Forwarded-For"), List.of(String.join(", ", before)));
    headers.put(cased("X-Forwarded-Port"), List.of("443"));
    headers.put(cased("X-Forwarded-Proto"), List.of("https"));
  }

  private String cased(String name) {
    return target.isRest() ? name : name.toLowerCase(Locale.ROOT);
  }

  /** Returns the query parameters, decoded, in order. */
  public Map<String, List<String>> query() {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String pair : request.rawQuery().split("&")) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        query
            .computeIfAbsent(PercentCode.form(parts[0]), any -> new ArrayList<>())
            .add(parts.length == 1 ? "" : PercentCode.form(parts[1]));
      }
    }
    return query;
  }

  /** Returns the path that is shown to functions of HTTP APIs: with the stage, and decoded. */
  String pathWithStage() {
    boolean isDefault = stageName().equals(HttpApi.DEFAULT_STAGE);
    String path = PercentCode.path(target.paths().ofRoute());
    return isDefault ? path : "/" + stageName() + path;
  }
}
