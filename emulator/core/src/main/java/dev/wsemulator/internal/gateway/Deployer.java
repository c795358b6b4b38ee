package dev.wsemulator.internal.gateway;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.authorizer.ConnectAuthorizer;
import dev.wsemulator.internal.authorizer.ConnectAuthorizers;
import dev.wsemulator.internal.deployment.DeployedRoute;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.deployment.ImpliedRoutes;
import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.deployment.MessageCheck;
import dev.wsemulator.internal.deployment.RouteTelemetry;
import dev.wsemulator.internal.deployment.StageParts;
import dev.wsemulator.internal.integration.IntegrationInvokers;
import dev.wsemulator.internal.logging.AccessLog;
import dev.wsemulator.internal.logging.AccessLogFormat;
import dev.wsemulator.internal.logging.ExecutionLog;
import dev.wsemulator.internal.logging.LogOutput;
import dev.wsemulator.internal.metrics.MeteredRoute;
import dev.wsemulator.internal.metrics.Metrics;
import dev.wsemulator.internal.metrics.RouteMetrics;
import dev.wsemulator.internal.throttling.Throttle;
import dev.wsemulator.internal.throttling.TokenBucket;
import dev.wsemulator.internal.validation.Model;
import dev.wsemulator.time.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes stages ready to be served: everything that can be looked up, parsed or compiled is, here.
 * {@link #prepare} is thread-safe; the rest is not.
 */
public final class Deployer {
  private final IntegrationInvokers invokers;
  private final ConnectAuthorizers authorizers;
  private final TimeSource time;
  private final Telemetry records;
  private final Quotas quotas;
  private final TokenBucket requests;
  private final TokenBucket newConnections;
  private final List<ReadyStage> ready = new ArrayList<>();

  /**
   * The metrics and logs of requests.
   *
   * @param metrics the metrics
   * @param logs the logs
   */
  public record Telemetry(Metrics metrics, LogOutput logs) {}

  /**
   * Stages that are ready to be served. Immutable.
   *
   * @param stages the stages
   */
  public record Ready(List<ReadyStage> stages) {
    /** Copies the list. */
    public Ready {
      stages = List.copyOf(stages);
    }
  }

  /**
   * A stage that is ready to be served.
   *
   * @param stage the stage
   * @param handshakes the limits on handshakes
   * @param authorizer who may enter
   */
  public record ReadyStage(
      DeployedStage stage, Throttle handshakes, ConnectAuthorizer authorizer) {}

  /**
   * Creates a deployer for one account.
   *
   * @param invokers makes back ends
   * @param authorizers makes gates
   * @param quotas the account's quotas
   * @param records where requests are counted and logged
   */
  public Deployer(
      IntegrationInvokers invokers,
      ConnectAuthorizers authorizers,
      Quotas quotas,
      Telemetry records) {
    this.invokers = invokers;
    this.authorizers = authorizers;
    this.time = invokers.time();
    this.records = records;
    this.quotas = quotas;
    this.requests =
        new TokenBucket(
            "the account (all requests)", quotas.requestsPerSecond(), quotas.requestBurst(), time);
    double handshakes = quotas.newConnectionsPerSecond();
    this.newConnections =
        new TokenBucket(
            "the account (new connections)",
            handshakes,
            (int) Math.min(Integer.MAX_VALUE, Math.ceil(handshakes)),
            time);
  }

  /**
   * Deploys an API on all its stages.
   *
   * @throws IllegalArgumentException if something of it is malformed; the message says what
   */
  public void deploy(WebSocketApi api) {
    ready.addAll(prepare(List.of(api)).stages());
  }

  /**
   * Makes APIs ready on all their stages, and serves none of them.
   *
   * @throws IllegalArgumentException if something of one is malformed; the message says what
   */
  public Ready prepare(List<WebSocketApi> apis) {
    List<ReadyStage> stages = new ArrayList<>();
    for (WebSocketApi api : apis) {
      Map<String, Model> models = Model.compile(api.models());
      api.stages().forEach(stage -> stages.add(prepare(api, stage, models)));
    }
    return new Ready(stages);
  }

  private ReadyStage prepare(WebSocketApi api, Stage stage, Map<String, Model> models) {
    Throttle shared =
        new Throttle(
            buckets(
                "the stage " + stage.stageName(), stage.defaultRouteSettings(), stage, requests));
    Map<String, DeployedRoute> routes = new HashMap<>();
    api.routes()
        .values()
        .forEach(
            route ->
                routes.put(route.routeKey(), deploy(api, route, new Parts(stage, models, shared))));
    StageParts parts =
        new StageParts(
            shared, telemetry(api, stage, null), implied(api, stage), accessLog(api, stage));
    DeployedStage deployed = new DeployedStage(api, stage, parts, routes);
    return new ReadyStage(deployed, handshakes(deployed), authorizers.of(api, stage));
  }

  private record Parts(Stage stage, Map<String, Model> models, Throttle shared) {}

  private DeployedRoute deploy(WebSocketApi api, Route route, Parts parts) {
    try {
      IntegrationInvoker invoker = invokers.of(api.apiId(), route, parts.stage());
      return new DeployedRoute(
          route,
          invoker,
          MessageCheck.of(route, parts.models()),
          throttle(route, parts),
          telemetry(api, parts.stage(), route.routeKey()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The route %s of the API %s cannot be deployed: %s"
              .formatted(route.routeKey(), api.name(), e.getMessage()),
          e);
    }
  }

  private Throttle handshakes(DeployedStage stage) {
    DeployedRoute route = stage.connectRoute();
    Throttle throttle = route == null ? stage.parts().throttle() : route.throttle();
    List<TokenBucket> buckets = new ArrayList<>(throttle.buckets());
    buckets.add(newConnections);
    return new Throttle(buckets);
  }

  /**
   * Returns the limits on a route: its own, or else those of all routes that have none. The
   * disconnect route is limited only by settings of {@code $disconnect} itself: a flood of messages
   * does not prevent its invocation.
   */
  private Throttle throttle(Route route, Parts parts) {
    RouteSettings own = parts.stage().routeSettings().get(route.routeKey());
    boolean isEnd = route.routeKey().equals(Route.DISCONNECT);
    if (own == null || !limits(own)) {
      return isEnd ? Throttle.NONE : parts.shared();
    }
    String name = "the route " + route.routeKey();
    return new Throttle(
        isEnd ? buckets(name, own, parts.stage()) : buckets(name, own, parts.stage(), requests));
  }

  private static boolean limits(RouteSettings settings) {
    return settings.throttlingRateLimit().isPresent()
        || settings.throttlingBurstLimit().isPresent();
  }

  /**
   * Returns the bucket of these settings, if they limit anything, and further ones. Unset values
   * are inherited from the stage or the account; 0 is a limit, too (HS-27).
   */
  private List<TokenBucket> buckets(
      String name, RouteSettings settings, Stage stage, TokenBucket... further) {
    List<TokenBucket> buckets = new ArrayList<>();
    if (limits(settings)) {
      RouteSettings defaults = stage.defaultRouteSettings();
      double rate =
          settings
              .throttlingRateLimit()
              .or(defaults::throttlingRateLimit)
              .orElse(quotas.requestsPerSecond());
      int burst =
          settings
              .throttlingBurstLimit()
              .or(defaults::throttlingBurstLimit)
              .orElse(quotas.requestBurst());
      buckets.add(new TokenBucket(name, rate, burst, time));
    }
    buckets.addAll(List.of(further));
    return buckets;
  }

  private RouteTelemetry telemetry(WebSocketApi api, Stage stage, @Nullable String routeKey) {
    RouteSettings settings =
        routeKey == null ? stage.defaultRouteSettings() : stage.settings(routeKey);
    return new RouteTelemetry(
        metrics(api, stage, routeKey),
        ExecutionLog.of(settings, api.apiId(), stage.stageName(), records.logs()));
  }

  private ImpliedRoutes implied(WebSocketApi api, Stage stage) {
    return new ImpliedRoutes(
        metrics(api, stage, Route.CONNECT),
        metrics(api, stage, Route.DISCONNECT),
        metrics(api, stage, ImpliedRoutes.POST));
  }

  /** A route's own setting adds metrics, and takes none away (REC-112). */
  private RouteMetrics metrics(WebSocketApi api, Stage stage, @Nullable String routeKey) {
    boolean isDetailed =
        stage.defaultRouteSettings().detailedMetricsEnabled()
            || routeKey != null && stage.settings(routeKey).detailedMetricsEnabled();
    return records
        .metrics()
        .route(new MeteredRoute(api.apiId(), stage.stageName(), routeKey, isDetailed));
  }

  private @Nullable AccessLog accessLog(WebSocketApi api, Stage stage) {
    try {
      return stage
          .accessLog()
          .map(
              log ->
                  new AccessLog(
                      AccessLogFormat.compile(log.format()), log.destination(), records.logs()))
          .orElse(null);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The stage %s of the API %s cannot be deployed: %s"
              .formatted(stage.stageName(), api.name(), e.getMessage()),
          e);
    }
  }

  /** Returns the stages that were deployed, in order. */
  Ready ready() {
    return new Ready(ready);
  }

  /** Returns the limit on {@code @connections} calls (CX-23). */
  public Throttle calls() {
    return new Throttle(List.of(requests));
  }
}
