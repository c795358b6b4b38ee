package dev.wsemulator.internal.httpapi;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.internal.httpapi.gate.Gate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An API with what is made of it once. Immutable. */
public final class DeployedHttpApi {
  private final HttpApi api;
  private final RouteTable routes;
  private final Map<String, Gate> gates;
  private final Optional<CorsHeaders> cors;

  /**
   * Creates it.
   *
   * @param gates who may call the routes, by their keys
   */
  DeployedHttpApi(HttpApi api, Map<String, Gate> gates) {
    this.api = api;
    this.routes = new RouteTable(api);
    this.gates = Map.copyOf(gates);
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

  Gate gate(String routeKey) {
    return Objects.requireNonNull(gates.get(routeKey), routeKey);
  }

  Optional<CorsHeaders> cors() {
    return cors;
  }
}
