package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.template.document.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An API while a template is read. Not thread-safe. */
final class ApiDraft {
  private static final Pattern SOURCE =
      Pattern.compile(
          "(?:\\$|method\\.|route\\.)?(?:request\\.(?:header|querystring)|stageVariables|context)\\..+");

  private final HttpApi.Kind kind;
  private final Problems problems;
  private final Map<String, HttpRoute> routes = new LinkedHashMap<>();

  ApiDraft(HttpApi.Kind kind, Problems problems) {
    this.kind = kind;
    this.problems = problems;
  }

  HttpApi.Kind kind() {
    return kind;
  }

  /** Returns the routes by their keys. */
  Map<String, HttpRoute> routes() {
    return routes;
  }

  /**
   * A part of a template that says something of a route.
   *
   * @param line its line
   * @param path how messages name it
   */
  record Where(int line, String path) {
    /** Returns a part of it. */
    Where at(String member, int other) {
      return new Where(other, path + "." + member);
    }
  }

  /** Adds a route. A malformed key, or one that is taken, is an error. */
  void add(String key, HttpIntegration integration, HttpAuthorization authorization, Where where) {
    sources(authorization).stream()
        .filter(source -> !SOURCE.matcher(source).matches())
        .forEach(
            source ->
                problems.error(
                    where.line(),
                    "%s has an authorizer with the identity source \"%s\". Write one such as %s."
                        .formatted(
                            where.path(),
                            source,
                            kind == HttpApi.Kind.REST
                                ? "method.request.header.Authorization"
                                : "$request.header.Authorization")));
    try {
      HttpRoute before = routes.put(key, new HttpRoute(key, integration, authorization));
      if (before != null) {
        problems.error(
            where.line(),
            "%s: the API has the route %s already. Remove one.".formatted(where.path(), key));
      }
    } catch (IllegalArgumentException e) {
      problems.error(where.line(), where.path() + ": " + e.getMessage());
    }
  }

  private static List<String> sources(HttpAuthorization authorization) {
    if (authorization instanceof HttpAuthorization.Jwt jwt) {
      return List.of(jwt.identitySource());
    }
    return authorization instanceof HttpAuthorization.Custom custom
        ? custom.authorizer().identitySources()
        : List.of();
  }

  /** Adds a route, in place of another one with its key. */
  void replace(String key, HttpIntegration integration, HttpAuthorization authorization) {
    routes.put(key, new HttpRoute(key, integration, authorization));
  }
}
