package dev.wsemulator.internal.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes an {@code AWS::Serverless::WebSocketApi} out as the {@code AWS::ApiGatewayV2} resources
 * that SAM makes of it, with SAM's logical ids (CF-08 to CF-10). SAM makes no route response of a
 * route response selection expression, so that AWS sends nothing back; here it makes the route
 * two-way, with a warning.
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

  private final Resource api;
  private final Value root;
  private final Problems problems;

  ServerlessApi(Resource api, Value root, Problems problems) {
    this.api = api;
    this.root = root;
    this.problems = problems;
  }

  /** Returns the API, its routes with their integrations, and its stage. */
  List<Resource> resources() {
    authorization();
    List<Resource> resources = new ArrayList<>();
    resources.add(part(api.id(), "Api", api.line(), apiProperties()));
    Value routes = api.properties().get("Routes").orElse(Value.nothing(api.line()));
    if (routes.entries().isEmpty()) {
      problems.error(api.line(), api.path("Routes") + " is missing. Write at least one route.");
    }
    routes.entries().forEach((key, route) -> addRoute(key, route, resources));
    resources.add(stage());
    return resources;
  }

  private void authorization() {
    Optional<Value> auth = api.properties().get("Auth");
    boolean authorizes =
        auth.isPresent() && !auth.get().textOf("AuthType").orElse("").equalsIgnoreCase("NONE");
    if (authorizes) {
      problems.error(
          auth.get().line(),
          "%s is not supported yet. Remove it, or write AuthType: NONE, for local use."
              .formatted(api.path("Auth")));
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
    properties.keySet().removeAll(OF_THE_STAGE);
    properties.keySet().removeAll(OF_NEITHER);
    properties.put("ProtocolType", Value.text(api.line(), "WEBSOCKET"));
    properties.putIfAbsent("Name", Value.text(api.line(), api.id()));
    return properties;
  }

  private void addRoute(String key, Value route, List<Resource> to) {
    String where = api.path("Routes." + key);
    boolean isPredefined = Set.of("$connect", "$disconnect", "$default").contains(key);
    if (!isPredefined && !key.chars().allMatch(Character::isLetterOrDigit)) {
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
    if (route.get("FunctionArn").isEmpty()) {
      problems.error(
          route.line(), where + ".FunctionArn is missing. Write: !GetAtt MyFunction.Arn");
      return;
    }
    String base = api.id() + capitalized(key.replace("$", ""));
    to.add(part(base + "Integration", "Integration", route.line(), integration(route)));
    Map<String, Value> properties = new LinkedHashMap<>(route.entries());
    properties.keySet().retainAll(OF_A_ROUTE);
    properties.put("RouteKey", Value.text(route.line(), key));
    properties.put("Target", target(route.line(), base + "Integration"));
    to.add(part(base + "Route", "Route", route.line(), properties));
    if (route.get("RouteResponseSelectionExpression").isPresent() && !isAnswered(base + "Route")) {
      to.add(response(base, key, route.entries().get("RouteResponseSelectionExpression")));
    }
  }

  /** Returns whether the template has a route response of its own for a route (RR-01). */
  private boolean isAnswered(String route) {
    return root.get("Resources").orElse(root).entries().values().stream()
        .filter(one -> one.textOf("Type").orElse("").equals(PREFIX + "RouteResponse"))
        .flatMap(one -> one.at("Properties", "RouteId", "Ref").stream())
        .anyMatch(id -> route.equals(id.text()));
  }

  private Resource response(String base, String key, Value expression) {
    problems.warning(
        expression.line(),
        ("%s is answered here, but SAM makes no route response and AWS sends nothing back. Add an"
                + " AWS::ApiGatewayV2::RouteResponse with RouteId: !Ref %s")
            .formatted(
                api.path("Routes." + key + ".RouteResponseSelectionExpression"), base + "Route"));
    Map<String, Value> properties = new LinkedHashMap<>();
    Value id = Value.text(expression.line(), base + "Route");
    properties.put("RouteId", Value.call(expression.line(), "Ref", id));
    properties.put("RouteResponseKey", Value.text(expression.line(), "$default"));
    return part(base + "RouteResponse", "RouteResponse", expression.line(), properties);
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
          name.line(), api.path("StageName") + " cannot be $default for WebSocket APIs.");
      name = Value.text(name.line(), "default");
    }
    properties.put("StageName", name);
    properties.put("AutoDeploy", Value.text(api.line(), "true"));
    String given = name.isText() ? name.text() : "";
    String prefix = given.equals("default") ? "Default" : given;
    return part(api.id() + prefix + "Stage", "Stage", api.line(), properties);
  }

  private Resource part(String id, String type, int line, Map<String, Value> properties) {
    if (!type.equals("Api")) {
      Value ref = Value.call(line, "Ref", Value.text(line, api.id()));
      properties.put("ApiId", ref);
    }
    return new Resource(id, PREFIX + type, Value.map(line, properties), line, api.condition());
  }
}
