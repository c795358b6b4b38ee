package dev.wsemulator.internal.deployment;

import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An API as served on a stage: an immutable snapshot; connections move to the next one when the
 * stage is deployed again.
 *
 * @param api the API
 * @param stage the stage
 * @param parts what it has beside its routes
 * @param routes the routes by key, with their targets
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-set-up-websocket-deployment.html">Deploy
 *     a WebSocket API</a>
 */
public record DeployedStage(
    WebSocketApi api, Stage stage, StageParts parts, Map<String, DeployedRoute> routes) {
  /** Copies the routes. */
  public DeployedStage {
    routes = Map.copyOf(routes);
  }

  /** Returns whether the other is a stage of the same name of the same API. */
  public boolean isSamePlace(DeployedStage other) {
    return api.apiId().equals(other.api.apiId())
        && stage.stageName().equals(other.stage.stageName());
  }

  /** Returns whether the other is a stage of the same API. */
  public boolean isSameApi(DeployedStage other) {
    return api.apiId().equals(other.api.apiId());
  }

  /** Returns the stage that remains for open connections when it is deleted: without routes. */
  public DeployedStage deleted() {
    return new DeployedStage(api, stage, parts, Map.of());
  }

  /** Returns the route that runs before a connection is opened, or {@code null}. */
  public @Nullable DeployedRoute connectRoute() {
    return routes.get(Route.CONNECT);
  }

  /** Returns the route that runs after a connection has ended, or {@code null}. */
  public @Nullable DeployedRoute disconnectRoute() {
    return routes.get(Route.DISCONNECT);
  }
}
