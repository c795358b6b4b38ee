package dev.wsemulator.internal.template;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the routes of a WebSocket API, with their integrations and route responses.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-route.html">AWS::ApiGatewayV2::Route</a>
 */
final class RouteResources {
  private static final String PREFIX = "AWS::ApiGatewayV2::";
  private static final String TARGET = "integrations/";
  private static final Pattern INVOCATION =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:lambda:path/[^/]+/functions/[^/]+:function:[^/]+/invocations");
  private static final Set<String> ONE_WAY = Set.of(Route.CONNECT, Route.DISCONNECT);

  private final Map<String, Resource> integrations = new HashMap<>();
  private final Map<String, String> refs;
  private final List<String> functions;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   * @param refs what {@code Ref} yields for them, by logical id
   * @param functions the names of the functions
   */
  RouteResources(
      List<Resource> resources,
      Map<String, String> refs,
      List<String> functions,
      Problems problems) {
    this.refs = refs;
    this.functions = functions;
    this.problems = problems;
    resources.stream()
        .filter(resource -> resource.type().equals(PREFIX + "Integration"))
        .forEach(one -> integrations.put(refs.get(one.id()), one));
  }

  /** Returns the routes among the parts of one API, by route key. */
  Map<String, Route> read(List<Resource> parts) {
    Map<String, Resource> byId = new LinkedHashMap<>();
    parts.stream()
        .filter(part -> part.type().equals(PREFIX + "Route"))
        .forEach(route -> byId.put(refs.get(route.id()), route));
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
        Value route = part.properties().get("RouteId").orElse(Value.nothing(part.line()));
        if (!routes.containsKey(String.valueOf(route.text()))) {
          problems.error(
              route.line(),
              "%s is \"%s\", which is no route of this API. Write: !Ref MyRoute"
                  .formatted(part.path("RouteId"), route.text()));
        }
        require(part, "RouteResponseKey", "$default");
        twoWay.add(route.text());
      }
    }
    return twoWay;
  }

  private void require(Resource resource, String property, String value) {
    Value found = resource.properties().get(property).orElse(Value.nothing(resource.line()));
    if (!value.equals(found.text())) {
      problems.error(
          found.line(),
          "%s is \"%s\", but AWS takes only %s."
              .formatted(resource.path(property), found.text(), value));
    }
  }

  private Route route(Resource route, boolean isTwoWay) {
    refuse(route, "AuthorizationType", "NONE");
    refuse(route, "ApiKeyRequired", "false");
    refuse(route, "ModelSelectionExpression", "");
    refuse(route, "RequestModels", "");
    String key = route.properties().textOf("RouteKey").orElse("");
    if (key.isEmpty()) {
      problems.error(
          route.line(), route.path("RouteKey") + " is missing. Write, for example: $default");
    }
    Optional<Value> expression = route.properties().get("RouteResponseSelectionExpression");
    if (expression.isPresent()) {
      require(route, "RouteResponseSelectionExpression", "$default");
    }
    if (expression.isPresent() && !isTwoWay && !ONE_WAY.contains(key)) {
      problems.warning(
          expression.get().line(),
          "%s is set, but the route has no AWS::ApiGatewayV2::RouteResponse: nothing is sent back, here as on AWS. Add one with RouteId: !Ref %s"
              .formatted(route.path("RouteResponseSelectionExpression"), route.id()));
    }
    Optional<Integration> integration =
        route.properties().get("Target").flatMap(target -> target(route, target));
    return new Route(key, integration, isTwoWay);
  }

  private void refuse(Resource resource, String property, String harmless) {
    resource
        .properties()
        .get(property)
        .filter(value -> !harmless.equalsIgnoreCase(value.text()))
        .filter(value -> value.isText() || !value.entries().isEmpty())
        .ifPresent(
            value ->
                problems.error(
                    value.line(),
                    "%s%s not supported yet. Remove it for local use."
                        .formatted(
                            resource.path(property),
                            value.isText() ? " is \"" + value.text() + "\", which is" : " is")));
  }

  private Optional<Integration> target(Resource route, Value target) {
    String text = target.text() == null ? "" : target.text();
    Resource integration =
        text.startsWith(TARGET) ? integrations.get(text.substring(TARGET.length())) : null;
    if (integration == null) {
      problems.error(target.line(), badTarget(route, text));
      return Optional.empty();
    }
    return integration(integration);
  }

  private String badTarget(Resource route, String text) {
    String id = text.substring(text.lastIndexOf('/') + 1);
    boolean isRef = integrations.containsKey(id);
    Optional<String> meant =
        integrations.entrySet().stream()
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

  private Optional<Integration> integration(Resource integration) {
    Value properties = integration.properties();
    Value type = properties.get("IntegrationType").orElse(Value.nothing(integration.line()));
    if (!"AWS_PROXY".equals(type.text())) {
      problems.error(
          type.line(),
          "%s is \"%s\", which is not supported yet. Use AWS_PROXY with a function."
              .formatted(integration.path("IntegrationType"), type.text()));
      return Optional.empty();
    }
    Value uri = properties.get("IntegrationUri").orElse(Value.nothing(integration.line()));
    String name = Names.functionName(uri.text() == null ? "" : uri.text());
    boolean isInvocation = INVOCATION.matcher(String.valueOf(uri.text())).matches();
    if (!functions.contains(name) || !isInvocation) {
      problems.error(uri.line(), badUri(integration, uri, name));
    }
    return Optional.of(new Integration.LambdaProxy(name, timeout(integration)));
  }

  /**
   * The form of the URI.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-integration.html">IntegrationUri</a>
   */
  private String badUri(Resource integration, Value uri, String name) {
    String function =
        refs.entrySet().stream()
            .filter(ref -> ref.getValue().equals(name))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("MyFunction");
    if (integration.origin().isOfSam()) {
      return "%s is no ARN of a function of this template. Write: !GetAtt %s.Arn"
          .formatted(integration.path("IntegrationUri"), function);
    }
    return ("%s is \"%s\", which does not invoke a function of this template. Write: !Sub"
            + " arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${%s.Arn}/invocations")
        .formatted(integration.path("IntegrationUri"), uri.text(), function);
  }

  /** 50 ms to 29 s (IN-02). */
  private Duration timeout(Resource integration) {
    Optional<Value> timeout = integration.properties().get("TimeoutInMillis");
    String text = timeout.map(Value::text).orElse("29000");
    if (text.matches("\\d{1,5}")) {
      Duration limit = Duration.ofMillis(Long.parseLong(text));
      if (limit.toMillis() >= 50 && limit.compareTo(Integration.MAX_TIMEOUT) <= 0) {
        return limit;
      }
    }
    problems.error(
        timeout.map(Value::line).orElse(integration.line()),
        "%s is \"%s\", but a whole number of milliseconds from 50 to 29000 is expected."
            .formatted(integration.path("TimeoutInMillis"), text));
    return Integration.MAX_TIMEOUT;
  }
}
