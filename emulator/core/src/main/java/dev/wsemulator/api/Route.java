package dev.wsemulator.api;

import java.util.Objects;
import java.util.Optional;

/**
 * One route of a WebSocket API. Immutable.
 *
 * @param routeKey {@code $connect}, {@code $disconnect}, {@code $default} or a custom key
 * @param integration the route's target; empty for a route without one
 * @param respondsToClient whether a route response {@code $default} exists, which makes the route
 *     two-way
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html">Routes</a>
 */
public record Route(String routeKey, Optional<Integration> integration, boolean respondsToClient) {

  /** The key of the route that runs before a connection is opened. */
  public static final String CONNECT = "$connect";

  /** The key of the route that runs after a connection has ended. */
  public static final String DISCONNECT = "$disconnect";

  /** The key of the route for messages that no other route takes. */
  public static final String DEFAULT = "$default";

  /** Checks that nothing is missing. */
  public Route {
    Objects.requireNonNull(routeKey, "routeKey");
    Objects.requireNonNull(integration, "integration");
  }

  /** Returns a one-way route to the integration. */
  public static Route of(String routeKey, Integration integration) {
    return new Route(routeKey, Optional.of(integration), false);
  }

  /**
   * Returns this route with a route response, so that the integration's answer goes to the client.
   */
  public Route twoWay() {
    return new Route(routeKey, integration, true);
  }
}
