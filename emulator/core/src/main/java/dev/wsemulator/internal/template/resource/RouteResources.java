package dev.wsemulator.internal.template.resource;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the routes of a WebSocket API, with their integrations and route responses.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-route.html">AWS::ApiGatewayV2::Route</a>
 */
final class RouteResources {
  private static final String PREFIX = "AWS::ApiGatewayV2::";
  private static final String TARGET = "integrations/";
  private static final Set<String> RESERVED =
      Set.of(Route.CONNECT, Route.DISCONNECT, Route.DEFAULT);
  private static final Set<String> ONE_WAY = Set.of(Route.CONNECT, Route.DISCONNECT);

  private final IntegrationResources integrations;
  private final AuthorizerResources authorizers;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   * @param functions the functions that may be invoked
   */
  RouteResources(List<Resource> resources, InvocableFunctions functions, Problems problems) {
    this.problems = problems;
    this.integrations = new IntegrationResources(resources, functions, problems);
    this.authorizers = new AuthorizerResources(resources, functions, problems);
  }

  /** Returns the routes among the parts of one API, by route key. */
  Map<String, Route> read(List<Resource> parts) {
    Map<String, Resource> byId = new LinkedHashMap<>();
    parts.stream()
        .filter(part -> part.type().equals(PREFIX + "Route"))
        .forEach(route -> byId.put(route.ref(), route));
    Set<String> twoWay = responses(parts, byId);
    Map<String, Route> routes = new LinkedHashMap<>();
    byId.forEach(
        (id, resource) -> {
          Route route = route(resource, twoWay.contains(id));
          if (routes.put(route.routeKey(), route) != null) {
            problems.error(
                resource.line(),
                "%s is \"%s\", as of another route of this API. Remove one."
                    .formatted(resource.path("RouteKey"), route.routeKey()));
          }
        });
    return routes;
  }

  /** A route is two-way only if it has a route response (RR-01), whose key is $default (RR-02). */
  private Set<String> responses(List<Resource> parts, Map<String, Resource> routes) {
    Set<String> twoWay = new HashSet<>();
    for (Resource part : parts) {
      if (part.type().equals(PREFIX + "RouteResponse")) {
        YamlValue route = part.properties().get("RouteId").orElse(YamlValue.nothing(part.line()));
        if (!routes.containsKey(String.valueOf(route.text()))) {
          problems.error(
              route.line(),
              "%s is \"%s\", which is not a route of this API. Write: !Ref MyRoute"
                  .formatted(part.path("RouteId"), route.text()));
        }
        require(part, "RouteResponseKey", "$default");
        twoWay.add(route.text());
      }
    }
    return twoWay;
  }

  private void require(Resource resource, String property, String value) {
    YamlValue found =
        resource.properties().get(property).orElse(YamlValue.nothing(resource.line()));
    if (!value.equals(found.text())) {
      problems.error(
          found.line(),
          "%s is \"%s\", but AWS takes only %s."
              .formatted(resource.path(property), found.text(), value));
    }
  }

  private Route route(Resource route, boolean isTwoWay) {
    String key = route.properties().textOf("RouteKey").orElse("");
    if (key.isEmpty()) {
      problems.error(
          route.line(), route.path("RouteKey") + " is missing. Write, for example: $default");
    } else if (key.startsWith("$") && !RESERVED.contains(key)) {
      problems.error(
          route.properties().get("RouteKey").map(YamlValue::line).orElse(route.line()),
          "%s is \"%s\", but of keys that begin with $ there are only $connect, $disconnect and $default."
              .formatted(route.path("RouteKey"), key));
    }
    Optional<YamlValue> expression = route.properties().get("RouteResponseSelectionExpression");
    if (expression.isPresent()) {
      require(route, "RouteResponseSelectionExpression", "$default");
    }
    if (expression.isPresent() && !isTwoWay && !ONE_WAY.contains(key)) {
      problems.warning(
          expression.get().line(),
          "%s is set, but the route has no AWS::ApiGatewayV2::RouteResponse: nothing is sent back, here as on AWS. Add one with RouteId: !Ref %s"
              .formatted(route.path("RouteResponseSelectionExpression"), route.id()));
    }
    boolean isAnswered = isTwoWay || key.equals(Route.CONNECT);
    Optional<Integration> integration =
        route.properties().get("Target").flatMap(target -> target(route, target, isAnswered));
    return new Route(
        key,
        integration,
        isTwoWay,
        authorizers.of(route, key),
        route.properties().get("ApiKeyRequired").filter(YamlValue::isTrue).isPresent(),
        validation(route),
        parameters(route));
  }

  private Optional<Route.Validation> validation(Resource route) {
    Map<String, String> models = new LinkedHashMap<>();
    route
        .properties()
        .get("RequestModels")
        .orElse(YamlValue.map(1, Map.of()))
        .entries()
        .forEach((name, model) -> models.put(name, String.valueOf(model.text())));
    return route
        .properties()
        .textOf("ModelSelectionExpression")
        .map(expression -> new Route.Validation(expression, models));
  }

  private static Map<String, Boolean> parameters(Resource route) {
    Map<String, Boolean> parameters = new LinkedHashMap<>();
    route
        .properties()
        .get("RequestParameters")
        .orElse(YamlValue.map(1, Map.of()))
        .entries()
        .forEach(
            (name, value) ->
                parameters.put(name, value.get("Required").filter(YamlValue::isTrue).isPresent()));
    return parameters;
  }

  private Optional<Integration> target(Resource route, YamlValue target, boolean isAnswered) {
    String text = target.text() == null ? "" : target.text();
    Resource integration =
        text.startsWith(TARGET) ? integrations.byRef().get(text.substring(TARGET.length())) : null;
    if (integration == null) {
      problems.error(target.line(), badTarget(route, text));
      return Optional.empty();
    }
    if (isAnswered && integrations.lacksResponse(integration)) {
      problems.warning(target.line(), lacksResponse(route, integration));
    }
    return integrations.read(integration);
  }

  private static String lacksResponse(Resource route, Resource integration) {
    String key = route.properties().textOf("RouteKey").orElse("");
    return ("%s is the integration %s, which is not a proxy and has no"
            + " AWS::ApiGatewayV2::IntegrationResponse, so %s with \"Internal server error\". Add one"
            + " with IntegrationId: !Ref %s and IntegrationResponseKey: $default")
        .formatted(
            route.path("Target"),
            integration.id(),
            key.equals(Route.CONNECT) ? "every handshake is refused" : "every message is answered",
            integration.id());
  }

  private String badTarget(Resource route, String text) {
    String id = text.substring(text.lastIndexOf('/') + 1);
    boolean isRef = integrations.byRef().containsKey(id);
    Optional<String> meant =
        integrations.byRef().entrySet().stream()
            .filter(one -> one.getKey().equals(id) || one.getValue().id().equals(id))
            .map(one -> one.getValue().id())
            .findFirst();
    return ("%s is \"%s\", but a route's target has the form integrations/<id> of an integration of"
            + " this template. Write%s: !Sub integrations/${%s}")
        .formatted(
            route.path("Target"),
            isRef ? "!Ref " + meant.orElse(id) : text,
            meant.isPresent() ? "" : ", for example",
            meant.orElse("MyIntegration"));
  }
}
