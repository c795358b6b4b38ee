package dev.wsemulator.internal.gateway;

import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.integration.Targets;
import dev.wsemulator.internal.routing.DeployedRoute;
import dev.wsemulator.internal.routing.DeployedStage;
import dev.wsemulator.internal.routing.MessageCheck;
import dev.wsemulator.internal.routing.Target;
import dev.wsemulator.internal.validation.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The APIs that are served, found by host and path. Immutable. */
public final class Deployments {

  /**
   * A stage that a path leads to.
   *
   * @param stage the stage
   * @param rest what follows it in the path, without a leading slash; empty at its end
   */
  public record Found(DeployedStage stage, String rest) {}

  private final List<DeployedStage> stages;

  private Deployments(List<DeployedStage> stages) {
    this.stages = List.copyOf(stages);
  }

  /** Returns the deployments of all stages of the APIs. */
  public static Deployments of(List<WebSocketApi> apis, Targets targets) {
    return new Deployments(
        apis.stream()
            .flatMap(api -> api.stages().stream().map(stage -> deploy(api, stage, targets)))
            .toList());
  }

  /** Returns all stages, in the order of their definition. */
  public List<DeployedStage> stages() {
    return stages;
  }

  /**
   * Returns the stage for a request: of the API that the host names, else by {@code
   * /{apiId}/{stage}}, else by {@code /{stage}} of the first API that has a stage of this name.
   *
   * @param host the {@code Host} header
   * @param path the decoded path
   */
  public Optional<Found> find(String host, String path) {
    String label = host.substring(0, Math.max(0, host.indexOf('.'))).toLowerCase(Locale.ROOT);
    String[] segments = (path.startsWith("/") ? path.substring(1) : path).split("/", 3);
    Optional<Found> byHost = byApi(label, segments, 0);
    if (byHost.isPresent() || isApi(label)) {
      return byHost;
    }
    if (isApi(segments[0]) && segments.length > 1) {
      return byApi(segments[0], segments, 1);
    }
    return stages.stream()
        .filter(stage -> stage.stage().stageName().equals(segments[0]))
        .findFirst()
        .map(stage -> new Found(stage, rest(segments, 1)));
  }

  private Optional<Found> byApi(String apiId, String[] segments, int at) {
    return stages.stream()
        .filter(stage -> stage.api().apiId().equals(apiId))
        .filter(stage -> stage.stage().stageName().equals(segments[at]))
        .findFirst()
        .map(stage -> new Found(stage, rest(segments, at + 1)));
  }

  private boolean isApi(String apiId) {
    return stages.stream().anyMatch(stage -> stage.api().apiId().equals(apiId));
  }

  private static String rest(String[] segments, int from) {
    return String.join(
        "/", List.of(segments).subList(Math.min(from, segments.length), segments.length));
  }

  private static DeployedStage deploy(WebSocketApi api, Stage stage, Targets targets) {
    Parts parts = new Parts(stage, targets, Model.compile(api.models()));
    Map<String, DeployedRoute> routes = new HashMap<>();
    api.routes().forEach((key, route) -> routes.put(key, deploy(api, route, parts)));
    return new DeployedStage(api, stage, routes);
  }

  private record Parts(Stage stage, Targets targets, Map<String, Model> models) {}

  private static DeployedRoute deploy(WebSocketApi api, Route route, Parts parts) {
    try {
      Target target =
          route
              .integration()
              .map(integration -> parts.targets().of(integration, parts.stage()))
              .orElse(null);
      return new DeployedRoute(route, target, MessageCheck.of(route, parts.models()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The route %s of the API %s cannot be deployed: %s"
              .formatted(route.routeKey(), api.name(), e.getMessage()),
          e);
    }
  }
}
