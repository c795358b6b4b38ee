package dev.wsemulator.internal.template;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.SelectionExpression;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads WebSocket APIs from resolved {@code AWS::ApiGatewayV2} and {@code
 * AWS::Serverless::WebSocketApi} resources.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/AWS_ApiGatewayV2.html">AWS::ApiGatewayV2</a>
 */
final class ApiResources {
  private static final String DEFAULT_EXPRESSION = "$request.body.action";

  /**
   * The shortest integration timeout.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-integration.html">AWS::ApiGatewayV2::Integration</a>
   */
  private static final long MIN_TIMEOUT_MILLIS = 50;

  private static final String PREFIX = "AWS::ApiGatewayV2::";

  private final Map<String, List<Resource>> byApi = new HashMap<>();
  private final Map<String, Resource> byRef = new HashMap<>();
  private final Map<String, String> refs;
  private final Set<String> functions;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   * @param refs what {@code Ref} yields for them, by logical id
   * @param functions the names of the functions
   */
  ApiResources(
      List<Resource> resources,
      Map<String, String> refs,
      Set<String> functions,
      Problems problems) {
    this.refs = refs;
    this.functions = functions;
    this.problems = problems;
    for (Resource resource : resources) {
      if (resource.type().startsWith(PREFIX)) {
        byRef.put(refs.get(resource.id()), resource);
        resource
            .properties()
            .textOf("ApiId")
            .ifPresent(api -> byApi.computeIfAbsent(api, id -> new ArrayList<>()).add(resource));
      }
    }
  }

  /** Returns the API of an {@code AWS::ApiGatewayV2::Api}. */
  Optional<WebSocketApi> read(Resource api) {
    String protocol = api.properties().textOf("ProtocolType").orElse("");
    if (!protocol.equals("WEBSOCKET")) {
      problems.warning(
          api.line(), "Resources." + api.id() + " is not a WebSocket API and is not served.");
      return Optional.empty();
    }
    List<Resource> parts = byApi.getOrDefault(refs.get(api.id()), List.of());
    Set<String> twoWay = new HashSet<>();
    for (Resource part : parts) {
      if (part.type().equals(PREFIX + "RouteResponse")) {
        twoWay.add(part.properties().textOf("RouteId").orElse(""));
      }
    }
    Map<String, Route> routes = new LinkedHashMap<>();
    List<Stage> stages = new ArrayList<>();
    for (Resource part : parts) {
      if (part.type().equals(PREFIX + "Route")) {
        Route route = route(part);
        routes.put(route.routeKey(), twoWay.contains(refs.get(part.id())) ? route.twoWay() : route);
      } else if (part.type().equals(PREFIX + "Stage")) {
        stages.add(stage(part));
      }
    }
    if (stages.isEmpty()) {
      problems.error(
          api.line(),
          "Resources.%s has no stage, so nobody can connect. Add an AWS::ApiGatewayV2::Stage."
              .formatted(api.id()));
    }
    return Optional.of(api(api, routes, stages));
  }

  private WebSocketApi api(Resource api, Map<String, Route> routes, List<Stage> stages) {
    String name = api.properties().textOf("Name").orElse(api.id());
    return new WebSocketApi(refs.get(api.id()), name, expression(api), routes, stages);
  }

  private SelectionExpression expression(Resource api) {
    Optional<Value> value = api.properties().get("RouteSelectionExpression");
    try {
      return SelectionExpression.parse(value.map(Value::text).orElse(DEFAULT_EXPRESSION));
    } catch (IllegalArgumentException e) {
      problems.error(
          value.map(Value::line).orElse(api.line()),
          api.path("RouteSelectionExpression") + ": " + e.getMessage());
      return SelectionExpression.parse(DEFAULT_EXPRESSION);
    }
  }

  private Route route(Resource route) {
    Value properties = route.properties();
    unsupported(route, "AuthorizationType", "NONE");
    unsupported(route, "ApiKeyRequired", "false");
    unsupported(route, "ModelSelectionExpression", "");
    String key = properties.textOf("RouteKey").orElse("");
    if (key.isEmpty()) {
      problems.error(route.line(), route.path("RouteKey") + " is missing.");
    }
    Optional<Integration> integration =
        properties.get("Target").flatMap(target -> integration(route, target));
    return new Route(key, integration, false);
  }

  private void unsupported(Resource resource, String property, String harmless) {
    resource
        .properties()
        .get(property)
        .filter(value -> !harmless.equalsIgnoreCase(value.text()))
        .ifPresent(
            value ->
                problems.error(
                    value.line(),
                    "%s is \"%s\", which is not supported yet. Remove it for local use."
                        .formatted(resource.path(property), value.text())));
  }

  private Optional<Integration> integration(Resource route, Value target) {
    String text = target.text() == null ? "" : target.text();
    Resource integration = text.startsWith("integrations/") ? byRef.get(text.substring(13)) : null;
    if (integration == null) {
      problems.error(
          target.line(),
          ("%s is \"%s\", but a route's target has the form integrations/<id> of an integration of"
                  + " this template. Write, for example: !Sub integrations/${MyIntegration}")
              .formatted(route.path("Target"), text));
      return Optional.empty();
    }
    Value properties = integration.properties();
    String type = properties.textOf("IntegrationType").orElse("");
    if (!type.equals("AWS_PROXY")) {
      problems.error(
          properties.get("IntegrationType").map(Value::line).orElse(integration.line()),
          "%s is \"%s\", which is not supported yet. Use AWS_PROXY with a function."
              .formatted(integration.path("IntegrationType"), type));
      return Optional.empty();
    }
    Value uri = properties.get("IntegrationUri").orElse(Value.text(integration.line(), ""));
    return Optional.of(
        proxy(
            integration.path("IntegrationUri"),
            uri,
            timeout(integration.path("TimeoutInMillis"), properties.get("TimeoutInMillis"))));
  }

  private Integration proxy(String where, Value arn, Duration timeout) {
    String function = Names.functionName(arn.text() == null ? "" : arn.text());
    if (!functions.contains(function)) {
      problems.error(
          arn.line(),
          ("%s is \"%s\", which names no function of this template. Write"
                  + " arn:aws:apigateway:…:lambda:path/2015-03-31/functions/${MyFunction.Arn}/invocations.")
              .formatted(where, arn.text()));
    }
    return new Integration.LambdaProxy(function, timeout);
  }

  private Duration timeout(String where, Optional<Value> value) {
    if (value.isEmpty()) {
      return Integration.MAX_TIMEOUT;
    }
    try {
      long millis = Long.parseLong(String.valueOf(value.get().text()));
      if (millis >= MIN_TIMEOUT_MILLIS && millis <= Integration.MAX_TIMEOUT.toMillis()) {
        return Duration.ofMillis(millis);
      }
    } catch (NumberFormatException e) {
      // Reported below, as a number out of range is.
    }
    problems.error(
        value.get().line(),
        "%s is \"%s\", but a whole number of milliseconds from %d to %d is expected."
            .formatted(
                where, value.get().text(), MIN_TIMEOUT_MILLIS, Integration.MAX_TIMEOUT.toMillis()));
    return Integration.MAX_TIMEOUT;
  }

  private Stage stage(Resource stage) {
    Value properties = stage.properties();
    boolean deployed =
        properties.get("DeploymentId").isPresent()
            || properties.textOf("AutoDeploy").filter("true"::equalsIgnoreCase).isPresent();
    if (!deployed) {
      problems.warning(
          stage.line(),
          "Resources.%s has no deployment; AWS would answer 403. It is served here."
              .formatted(stage.id()));
    }
    return new Stage(refs.get(stage.id()), variables(properties));
  }

  private static Map<String, String> variables(Value properties) {
    Map<String, String> variables = new HashMap<>();
    properties
        .get("StageVariables")
        .ifPresent(
            all ->
                all.entries()
                    .forEach(
                        (name, value) -> variables.put(name, value.isText() ? value.text() : "")));
    return variables;
  }

  /**
   * Returns the API of an {@code AWS::Serverless::WebSocketApi} (CF-08).
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/what-is-sam.html">SAM</a>
   */
  WebSocketApi readServerless(Resource api) {
    Value properties = api.properties();
    properties
        .at("Auth", "AuthType")
        .filter(type -> !"NONE".equals(type.text()))
        .ifPresent(
            type ->
                problems.error(
                    type.line(), api.path("Auth.AuthType") + " is not supported yet. Remove it."));
    Map<String, Route> routes = new LinkedHashMap<>();
    properties
        .get("Routes")
        .ifPresent(
            all -> all.entries().forEach((key, route) -> routes.put(key, route(api, key, route))));
    String stage = properties.textOf("StageName").orElse("default");
    if (stage.equals("$default")) {
      problems.error(api.line(), api.path("StageName") + " cannot be $default for WebSocket APIs.");
    }
    return api(api, routes, List.of(new Stage(stage, variables(properties))));
  }

  private Route route(Resource api, String key, Value route) {
    String where = api.path("Routes." + key);
    unsupported(api.with(route), "ApiKeyRequired", "false");
    unsupported(api.with(route), "ModelSelectionExpression", "");
    Value arn = route.get("FunctionArn").orElse(Value.text(route.line(), ""));
    Duration limit = timeout(where + ".IntegrationTimeout", route.get("IntegrationTimeout"));
    Integration target = proxy(where + ".FunctionArn", arn, limit);
    Route one = Route.of(key, target);
    return route.get("RouteResponseSelectionExpression").isPresent() ? one.twoWay() : one;
  }
}
