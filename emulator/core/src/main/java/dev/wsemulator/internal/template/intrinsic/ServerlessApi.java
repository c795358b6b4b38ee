package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Expands an {@code AWS::Serverless::WebSocketApi} into the {@code AWS::ApiGatewayV2} resources
 * that SAM generates from it, with SAM's logical ids (CF-08 to CF-10). As SAM does, it makes no
 * route response of a route response selection expression: the template must have one of its own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/what-is-sam.html">AWS
 *     SAM</a>
 */
final class ServerlessApi {

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
    Map<String, YamlValue> routes =
        api.properties().get("Routes").orElse(YamlValue.nothing(api.line())).entries();
    checkProperties();
    Map<String, Resource> resources = new LinkedHashMap<>();
    resources.put(api.id(), whole("", ResourceKind.API, apiProperties()));
    if (routes.isEmpty()) {
      problems.error(
          api.line(),
          api.path("Routes") + " is not a map of routes. Write one with at least one route.");
    }
    routes.forEach((key, route) -> addRoute(key, route, resources));
    authorize(routes, resources);
    Resource stage = stage();
    resources.put(stage.id(), stage);
    addDomain(stage.id(), resources);
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
                    "%s is not a property of %s. Remove it.%s"
                        .formatted(
                            api.path(name),
                            ResourceKind.SAM_WEB_SOCKET_API.type(),
                            Spelling.hint(name, known)));
              }
            });
  }

  private boolean isRight(YamlValue auth, Map<String, YamlValue> routes) {
    String type = auth.textOf("AuthType").orElse("").toUpperCase(Locale.ROOT);
    String wrong = "";
    if (!Set.of("NONE", "AWS_IAM", "CUSTOM").contains(type)) {
      wrong = ".AuthType is not one of AWS_IAM, CUSTOM or NONE. Write one of them.";
    } else if (!type.equals("CUSTOM") && auth.entries().size() > 1) {
      wrong = " has more than its AuthType " + type + ", which SAM refuses. Remove the rest.";
    } else if (type.equals("CUSTOM") && auth.get("AuthArn").isEmpty()) {
      wrong = ".AuthArn is missing. Write: !GetAtt MyAuthorizerFunction.Arn";
    } else if (!routes.containsKey("$connect")) {
      wrong = " needs a $connect route, as SAM requires. Add one, or remove Auth.";
    }
    if (!wrong.isEmpty()) {
      problems.error(auth.line(), api.path("Auth") + wrong);
    }
    return wrong.isEmpty();
  }

  /** SAM guards {@code $connect}, with an authorizer of its own if it is a custom one. */
  private void authorize(Map<String, YamlValue> routes, Map<String, Resource> to) {
    YamlValue auth = api.properties().get("Auth").orElse(YamlValue.nothing(api.line()));
    if (auth.entries().isEmpty() || !isRight(auth, routes)) {
      return;
    }
    String type = auth.textOf("AuthType").orElse("").toUpperCase(Locale.ROOT);
    Resource connect = to.get(api.id() + "ConnectRoute");
    if (connect == null || type.equals("NONE")) {
      return;
    }
    Map<String, YamlValue> route = new LinkedHashMap<>(connect.properties().entries());
    route.put("AuthorizationType", YamlValue.text(auth.line(), type));
    if (type.equals("CUSTOM")) {
      Resource authorizer = authorizer(auth);
      to.put(authorizer.id(), authorizer);
      route.put("AuthorizerId", ref(authorizer.id(), auth.line()));
    }
    YamlValue properties = YamlValue.map(connect.line(), route);
    to.put(connect.id(), connect.deployed(properties, connect.home()));
  }

  private Resource authorizer(YamlValue auth) {
    String id = api.id() + "ConnectAuthorizer";
    Map<String, YamlValue> properties = new LinkedHashMap<>();
    properties.put("ApiId", ref(api.id(), auth.line()));
    properties.put("Name", auth.get("Name").orElse(YamlValue.text(auth.line(), id)));
    properties.put("AuthorizerType", YamlValue.text(auth.line(), "REQUEST"));
    properties.put("AuthorizerUri", invocation(auth.get("AuthArn").orElseThrow()));
    auth.get("IdentitySource").ifPresent(source -> properties.put("IdentitySource", source));
    auth.get("InvokeRole").ifPresent(role -> properties.put("AuthorizerCredentialsArn", role));
    Resource.Origin origin = new Resource.Origin(auth.line(), api.path("Auth"), true);
    return part(id, ResourceKind.AUTHORIZER, origin, properties);
  }

  private static YamlValue ref(String id, int line) {
    return YamlValue.call(line, "Ref", YamlValue.text(line, id));
  }

  /**
   * SAM makes a domain name, and a mapping for each of its base paths.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-httpapidomainconfiguration.html">The
   *     same of an HTTP API</a>
   */
  private void addDomain(String stageId, Map<String, Resource> to) {
    Optional<YamlValue> domain = api.properties().get("Domain");
    YamlValue name = domain.flatMap(one -> one.get("DomainName")).orElse(null);
    if (domain.isEmpty()) {
      return;
    }
    int line = domain.get().line();
    if (name == null || domain.get().get("CertificateArn").isEmpty()) {
      problems.error(
          line,
          api.path("Domain") + " needs a DomainName and a CertificateArn. Add what is missing.");
      return;
    }
    Map<String, YamlValue> properties = new LinkedHashMap<>(Map.of("DomainName", name));
    domain
        .get()
        .get("MutualTlsAuthentication")
        .ifPresent(tls -> properties.put("MutualTlsAuthentication", tls));
    Resource.Origin origin = new Resource.Origin(line, api.path("Domain"), true);
    String id = api.id() + "DomainName";
    to.put(id, part(id, ResourceKind.DOMAIN_NAME, origin, properties));
    List<YamlValue> paths =
        domain
            .get()
            .get("BasePath")
            .map(YamlValue::elements)
            .orElse(List.of(YamlValue.text(line, "/")));
    for (int i = 0; i < paths.size(); i++) {
      YamlValue path = paths.get(i);
      Map<String, YamlValue> mapping = new LinkedHashMap<>();
      mapping.put("ApiId", ref(api.id(), line));
      mapping.put("Stage", ref(stageId, line));
      mapping.put("DomainName", ref(id, line));
      mapping.put("ApiMappingKey", path.isText() ? path.withText(key(path.string())) : path);
      to.put(
          id + "Mapping" + i, part(id + "Mapping" + i, ResourceKind.API_MAPPING, origin, mapping));
    }
  }

  private static String key(String basePath) {
    return basePath.replaceAll("^/+|/+$", "");
  }

  private Map<String, YamlValue> apiProperties() {
    Map<String, YamlValue> properties = new LinkedHashMap<>(api.properties().entries());
    properties.keySet().retainAll(OF_THE_API);
    properties.put("ProtocolType", YamlValue.text(api.line(), "WEBSOCKET"));
    properties.putIfAbsent("Name", YamlValue.text(api.line(), api.id()));
    return properties;
  }

  private void addRoute(String key, YamlValue route, Map<String, Resource> to) {
    Resource.Origin origin =
        new Resource.Origin(route.line(), api.path("Routes") + "." + key, true);
    checkRoute(key, route, origin.place());
    if (route.get("FunctionArn").isEmpty()) {
      problems.error(
          route.line(), origin.place() + ".FunctionArn is missing. Write: !GetAtt MyFunction.Arn");
      return;
    }
    String base = api.id() + capitalized(key.replace("$", ""));
    YamlValue ref = YamlValue.call(route.line(), "Ref", YamlValue.text(route.line(), api.id()));
    Map<String, YamlValue> integration = integration(route);
    integration.put("ApiId", ref);
    Map<String, YamlValue> properties = new LinkedHashMap<>(route.entries());
    properties.keySet().retainAll(OF_A_ROUTE);
    properties.put("RouteKey", YamlValue.text(route.line(), key));
    properties.put("Target", target(route.line(), base + "Integration"));
    properties.put("ApiId", ref);
    boolean isTaken =
        to.put(base + "Route", part(base + "Route", ResourceKind.ROUTE, origin, properties))
            != null;
    to.put(
        base + "Integration",
        part(base + "Integration", ResourceKind.INTEGRATION, origin, integration));
    if (isTaken) {
      problems.error(
          route.line(),
          "%s has the logical id %sRoute in SAM, as another route has. Rename one."
              .formatted(origin.place(), base));
    }
  }

  private void checkRoute(String key, YamlValue route, String where) {
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
                    "%s.%s is not a property of a route in SAM and has no effect.%s"
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

  private static YamlValue target(int line, String integration) {
    return YamlValue.call(
        line, "Fn::Sub", YamlValue.text(line, "integrations/${" + integration + "}"));
  }

  private static Map<String, YamlValue> integration(YamlValue route) {
    YamlValue arn = route.get("FunctionArn").orElseThrow();
    int line = arn.line();
    Map<String, YamlValue> properties = new LinkedHashMap<>();
    properties.put("IntegrationType", YamlValue.text(line, "AWS_PROXY"));
    properties.put("IntegrationUri", invocation(arn));
    route
        .get("IntegrationTimeout")
        .ifPresent(timeout -> properties.put("TimeoutInMillis", timeout));
    return properties;
  }

  private static YamlValue invocation(YamlValue arn) {
    int line = arn.line();
    YamlValue uri = YamlValue.text(line, URI + "${FunctionArn}/invocations");
    YamlValue names = YamlValue.map(line, Map.of("FunctionArn", arn));
    return YamlValue.call(line, "Fn::Sub", YamlValue.list(line, List.of(uri, names)));
  }

  private Resource stage() {
    Map<String, YamlValue> properties = new LinkedHashMap<>(api.properties().entries());
    properties.keySet().retainAll(OF_THE_STAGE);
    YamlValue name = properties.getOrDefault("StageName", YamlValue.text(api.line(), "default"));
    if ("$default".equals(name.text())) {
      problems.error(
          name.line(),
          api.path("StageName") + " cannot be $default for WebSocket APIs. Write another name.");
      name = YamlValue.text(name.line(), "default");
    }
    properties.put("StageName", name);
    properties.put("AutoDeploy", YamlValue.text(api.line(), "true"));
    properties.put(
        "ApiId", YamlValue.call(api.line(), "Ref", YamlValue.text(api.line(), api.id())));
    String given = Optional.ofNullable(name.text()).orElse("");
    if (!given.matches("[A-Za-z0-9]*")) {
      problems.warning(
          name.line(),
          "%s has more than letters and digits: SAM makes it part of a logical id, which CloudFormation then refuses. Give it by a parameter."
              .formatted(api.path("StageName")));
    }
    String prefix = given.equals("default") ? "Default" : given;
    return whole(prefix + "Stage", ResourceKind.STAGE, properties);
  }

  /** Returns a resource whose properties stand at the SAM resource itself. */
  private Resource whole(String suffix, ResourceKind type, Map<String, YamlValue> properties) {
    return part(api.id() + suffix, type, api.origin(), properties);
  }

  private Resource part(
      String id, ResourceKind type, Resource.Origin origin, Map<String, YamlValue> properties) {
    YamlValue all = YamlValue.map(origin.line(), properties);
    return new Resource(
        id,
        type.type(),
        all,
        YamlValue.nothing(origin.line()),
        origin,
        api.condition(),
        Resource.Home.NONE);
  }
}
