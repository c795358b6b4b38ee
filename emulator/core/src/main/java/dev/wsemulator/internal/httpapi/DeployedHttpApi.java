package dev.wsemulator.internal.httpapi;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.internal.httpapi.authorizer.RouteAuthorizer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An API with what is made of it once. Immutable. */
public final class DeployedHttpApi {
  private final HttpApi api;
  private final RouteTable routes;
  private final Map<String, RouteAuthorizer> authorizers;
  private final Optional<CorsHeaders> cors;

  /**
   * Creates it.
   *
   * @param authorizers who may call the routes, by their keys
   */
  DeployedHttpApi(HttpApi api, Map<String, RouteAuthorizer> authorizers) {
    this.api = api;
    this.routes = new RouteTable(api);
    this.authorizers = Map.copyOf(authorizers);
    this.cors =
        api.kind() == HttpApi.Kind.HTTP ? api.cors().map(CorsHeaders::new) : Optional.empty();
  }

  /** Returns the API. */
  public HttpApi api() {
    return api;
  }

  RouteTable routes() {
    return routes;
  }

  RouteAuthorizer authorizer(String routeKey) {
    return Objects.requireNonNull(authorizers.get(routeKey), routeKey);
  }

  Optional<CorsHeaders> cors() {
    return cors;
  }
}
