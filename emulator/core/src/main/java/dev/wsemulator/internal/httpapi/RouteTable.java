package dev.wsemulator.internal.httpapi;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.httpapi.event.PercentCode;
import dev.wsemulator.internal.httpapi.event.RouteMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Selects the route of a request. A segment without a parameter precedes one with a parameter, and
 * that one precedes a greedy one; a verb precedes {@code ANY}. A REST API selects a resource by the
 * path alone, and then the method of that resource. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routing
 *     API requests</a>
 */
final class RouteTable {
  private static final String ANY = "ANY";

  private final boolean isRest;
  private final List<Pattern> patterns;
  private final @Nullable HttpRoute fallback;

  /** The path of a route, in segments. */
  private record Pattern(HttpRoute route, List<String> segments) {
    static Pattern of(HttpRoute route) {
      return new Pattern(route, segmentsOf(route.path()));
    }

    boolean isGreedy() {
      return !segments.isEmpty() && segments.get(segments.size() - 1).endsWith("+}");
    }

    /** Returns the values of the parameters, or {@code null} if the path is another one. */
    @Nullable Map<String, String> match(List<String> path) {
      boolean fits = isGreedy() ? path.size() >= segments.size() : path.size() == segments.size();
      if (!fits) {
        return null;
      }
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < segments.size(); i++) {
        String segment = segments.get(i);
        boolean isLast = i == segments.size() - 1;
        String value =
            isGreedy() && isLast ? String.join("/", path.subList(i, path.size())) : path.get(i);
        if (isParameter(segment)) {
          if (value.isEmpty()) {
            return null;
          }
          values.put(name(segment), PercentCode.path(value));
        } else if (!segment.equals(value)) {
          return null;
        }
      }
      return values;
    }

    /**
     * Returns what sorts paths: how special each segment is. In an HTTP API, greedy paths come
     * last; in a REST API, whose resources are a tree, the first segment that differs decides.
     */
    String rank(boolean isRest) {
      StringBuilder rank = new StringBuilder(!isRest && isGreedy() ? "1" : "0");
      segments.forEach(one -> rank.append(one.endsWith("+}") ? 'c' : isParameter(one) ? 'b' : 'a'));
      return rank.append(isGreedy() ? "" : "!").toString();
    }

    private static String name(String segment) {
      return segment.substring(1, segment.length() - (segment.endsWith("+}") ? 2 : 1));
    }
  }

  RouteTable(HttpApi api) {
    this.isRest = api.kind() == HttpApi.Kind.REST;
    this.fallback = api.routes().get(HttpRoute.DEFAULT);
    this.patterns =
        api.routes().values().stream()
            .filter(route -> !route.routeKey().equals(HttpRoute.DEFAULT))
            .map(Pattern::of)
            .sorted(
                Comparator.comparing((Pattern pattern) -> pattern.rank(isRest))
                    .thenComparing(pattern -> pattern.route().method().equals(ANY)))
            .toList();
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static List<String> segmentsOf(String path) {
    String rest = path.startsWith("/") ? path.substring(1) : path;
    return List.of(rest.split("/", -1));
  }

  /**
   * Returns the route of a request, if there is one.
   *
   * @param path the path without the stage: decoded for an HTTP API, as it was sent for a REST API
   */
  Optional<RouteMatch> select(String method, String path) {
    boolean hasSlash = isRest && path.length() > 1 && path.endsWith("/");
    List<String> segments = segmentsOf(hasSlash ? path.substring(0, path.length() - 1) : path);
    String resource = null;
    for (Pattern pattern : patterns) {
      Map<String, String> values = pattern.match(segments);
      if (values == null) {
        continue;
      }
      HttpRoute route = pattern.route();
      if (route.method().equals(method) || route.method().equals(ANY)) {
        boolean isOther = isRest && resource != null && !resource.equals(route.path());
        return isOther ? Optional.empty() : Optional.of(new RouteMatch(route, values));
      }
      resource = resource == null ? route.path() : resource;
    }
    return Optional.ofNullable(fallback).map(route -> new RouteMatch(route, Map.of()));
  }

  /** Returns the keys of all routes, in the order in which they are tried. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    patterns.forEach(pattern -> keys.add(pattern.route().routeKey()));
    if (fallback != null) {
      keys.add(fallback.routeKey());
    }
    return keys;
  }
}
