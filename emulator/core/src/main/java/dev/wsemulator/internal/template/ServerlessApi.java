package dev.wsemulator.internal.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes an {@code AWS::Serverless::WebSocketApi} out as the {@code AWS::ApiGatewayV2} resources
 * that SAM makes of it, with SAM's logical ids (CF-08 to CF-10). As SAM does, it makes no route
 * response of a route response selection expression: the template must have one of its own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/what-is-sam.html">AWS
 *     SAM</a>
 */
final class ServerlessApi {
  static final String TYPE = "AWS::Serverless::WebSocketApi";

  private static final String PREFIX = "AWS::ApiGatewayV2::";
  private static final String URI =
      "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/";
  private static final Set<String> OF_THE_STAGE =
      Set.of(
          "StageName",
          "StageVariables",
          "DefaultRouteSettings",
          "RouteSettings",
          "AccessLogSettings");
  private static final Set<String> OF_THE_API =
      Set.of(
          "Name",
          "Description",
          "RouteSelectionExpression",
          "ApiKeySelectionExpression",
          "DisableExecuteApiEndpoint",
          "DisableSchemaValidation",
          "IpAddressType",
          "Tags");
  private static final Set<String> OF_NEITHER =
      Set.of("Routes", "Auth", "Domain", "PropagateTags", "FailOnWarnings");
  private static final Set<String> OF_A_ROUTE =
      Set.of(
          "ApiKeyRequired",
          "ModelSelectionExpression",
          "OperationName",
          "RequestModels",
          "RequestParameters",
          "RouteResponseSelectionExpression");
  private static final Set<String> OF_AN_INTEGRATION = Set.of("FunctionArn", "IntegrationTimeout");

  private final Resource api;
  private final Problems problems;

  ServerlessApi(Resource api, Problems problems) {
    this.api = api;
    this.problems = problems;
  }

  /** Returns the API, its routes with their integrations, and its stage. */
  List<Resource> resources() {
    Map<String, Value> routes =
        api.properties().get("Routes").orElse(Value.nothing(api.line())).entries();
    authorization(routes);
    checkProperties();
    Map<String, Resource> resources = new LinkedHashMap<>();
    resources.put(api.id(), whole("", "Api", apiProperties()));
    if (routes.isEmpty()) {
      problems.error(
          api.line(),
          api.path("Routes") + " is no map of routes. Write one with at least one route.");
    }
    routes.forEach((key, route) -> addRoute(key, route, resources));
    Resource stage = stage();
    resources.put(stage.id(), stage);
    return new ArrayList<>(resources.values());
  }

  /** SAM refuses properties that it does not know. */
  private void checkProperties() {
    Set<String> known = new TreeSet<>(OF_THE_API);
    known.addAll(OF_THE_STAGE);
    known.addAll(OF_NEITHER);
    api.properties()
        .entries()
        .forEach(
            (name, value) -> {
              if (!known.contains(name)) {
                problems.error(
                    value.line(),
                    "%s is no property of %s. Remove it.%s"
                        .formatted(api.path(name), TYPE, Spelling.hint(name, known)));
              }
            });
  }

  private void authorization(Map<String, Value> routes) {
    Value auth = api.properties().get("Auth").orElse(Value.nothing(api.line()));
    if (!auth.entries().isEmpty()) {
      boolean isNone = auth.textOf("AuthType").orElse("").equalsIgnoreCase("NONE");
      if (!isNone || auth.entries().size() > 1) {
        problems.error(
            auth.line(),
            "%s is not supported yet. Remove it, or write AuthType: NONE alone, for local use."
                .formatted(api.path("Auth")));
      }
      if (!routes.containsKey("$connect")) {
        problems.error(
            auth.line(),
            api.path("Auth") + " needs a $connect route, says SAM. Add one, or remove Auth.");
      }
    }
    api.properties()
        .get("Domain")
        .ifPresent(
            domain ->
                problems.warning(
                    domain.line(),
                    api.path("Domain") + " has no effect here: use the API's own URL."));
  }

  private Map<String, Value> apiProperties() {
    Map<String, Value> properties = new LinkedHashMap<>(api.properties().entries());
    properties.keySet().retainAll(OF_THE_API);
    properties.put("ProtocolType", Value.text(api.line(), "WEBSOCKET"));
    properties.putIfAbsent("Name", Value.text(api.line(), api.id()));
    return properties;
  }

  private void addRoute(String key, Value route, Map<String, Resource> to) {
    Resource.Origin origin =
        new Resource.Origin(route.line(), api.path("Routes") + "." + key, true);
    checkRoute(key, route, origin.place());
    if (route.get("FunctionArn").isEmpty()) {
      problems.error(
          route.line(), origin.place() + ".FunctionArn is missing. Write: !GetAtt MyFunction.Arn");
      return;
    }
    String base = api.id() + capitalized(key.replace("$", ""));
    Value ref = Value.call(route.line(), "Ref", Value.text(route.line(), api.id()));
    Map<String, Value> integration = integration(route);
    integration.put("ApiId", ref);
    Map<String, Value> properties = new LinkedHashMap<>(route.entries());
    properties.keySet().retainAll(OF_A_ROUTE);
    properties.put("RouteKey", Value.text(route.line(), key));
    properties.put("Target", target(route.line(), base + "Integration"));
    properties.put("ApiId", ref);
    boolean isTaken =
        to.put(base + "Route", part(base + "Route", "Route", origin, properties)) != null;
    to.put(base + "Integration", part(base + "Integration", "Integration", origin, integration));
    if (isTaken) {
      problems.error(
          route.line(),
          "%s has the logical id %sRoute in SAM, as another route has. Rename one."
              .formatted(origin.place(), base));
    }
  }

  private void checkRoute(String key, Value route, String where) {
    boolean isPredefined = Set.of("$connect", "$disconnect", "$default").contains(key);
    boolean isPlain = !key.isEmpty() && key.chars().allMatch(Character::isLetterOrDigit);
    if (!isPredefined && !isPlain) {
      problems.error(
          route.line(),
          where
              + ": SAM takes only letters and digits in route keys. Write the route as"
              + " an AWS::ApiGatewayV2::Route.");
    }
    if (!key.equals("$connect") && route.get("RequestParameters").isPresent()) {
      problems.error(
          route.line(),
          where + ".RequestParameters: SAM takes them on $connect only. Remove them.");
    }
    Set<String> known = new TreeSet<>(OF_A_ROUTE);
    known.addAll(OF_AN_INTEGRATION);
    route
        .entries()
        .forEach(
            (name, value) -> {
              if (!known.contains(name)) {
                problems.warning(
                    value.line(),
                    "%s.%s is no property of a route in SAM and has no effect.%s"
                        .formatted(where, name, Spelling.hint(name, known)));
              }
            });
  }

  private static String capitalized(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.isEmpty()
        ? ""
        : lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
  }

  private static Value target(int line, String integration) {
    return Value.call(line, "Fn::Sub", Value.text(line, "integrations/${" + integration + "}"));
  }

  private static Map<String, Value> integration(Value route) {
    int line = route.entries().get("FunctionArn").line();
    Value uri = Value.text(line, URI + "${FunctionArn}/invocations");
    Map<String, Value> properties = new LinkedHashMap<>();
    properties.put("IntegrationType", Value.text(line, "AWS_PROXY"));
    Value names = Value.map(line, Map.of("FunctionArn", route.entries().get("FunctionArn")));
    properties.put(
        "IntegrationUri", Value.call(line, "Fn::Sub", Value.list(line, List.of(uri, names))));
    route
        .get("IntegrationTimeout")
        .ifPresent(timeout -> properties.put("TimeoutInMillis", timeout));
    return properties;
  }

  private Resource stage() {
    Map<String, Value> properties = new LinkedHashMap<>(api.properties().entries());
    properties.keySet().retainAll(OF_THE_STAGE);
    Value name = properties.getOrDefault("StageName", Value.text(api.line(), "default"));
    if ("$default".equals(name.text())) {
      problems.error(
          name.line(),
          api.path("StageName") + " cannot be $default for WebSocket APIs. Write another name.");
      name = Value.text(name.line(), "default");
    }
    properties.put("StageName", name);
    properties.put("AutoDeploy", Value.text(api.line(), "true"));
    properties.put("ApiId", Value.call(api.line(), "Ref", Value.text(api.line(), api.id())));
    String given = Optional.ofNullable(name.text()).orElse("");
    if (!given.matches("[A-Za-z0-9]*")) {
      problems.warning(
          name.line(),
          "%s has more than letters and digits: SAM makes it part of a logical id, which CloudFormation then refuses. Give it by a parameter."
              .formatted(api.path("StageName")));
    }
    String prefix = given.equals("default") ? "Default" : given;
    return whole(prefix + "Stage", "Stage", properties);
  }

  /** Returns a resource whose properties stand at the SAM resource itself. */
  private Resource whole(String suffix, String type, Map<String, Value> properties) {
    return part(api.id() + suffix, type, api.origin(), properties);
  }

  private Resource part(
      String id, String type, Resource.Origin origin, Map<String, Value> properties) {
    Value all = Value.map(origin.line(), properties);
    return new Resource(id, PREFIX + type, all, origin, api.condition());
  }
}
