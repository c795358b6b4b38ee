package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpApi.HttpStage;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.Callee;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads HTTP APIs of {@code AWS::ApiGatewayV2}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-api.html">AWS::ApiGatewayV2::Api</a>
 */
final class SecondApis {
  private static final Set<String> HARMLESS = Set.of("Tags", "Description", "FailOnWarnings");
  private static final Set<String> OF_APIS =
      Set.of(
          "Name",
          "ProtocolType",
          "CorsConfiguration",
          "DisableExecuteApiEndpoint",
          "Target",
          "RouteKey",
          "CredentialsArn",
          "Body",
          "BasePath",
          "Version",
          "IpAddressType");
  private static final Set<String> OF_ROUTES =
      Set.of(
          "ApiId",
          "RouteKey",
          "Target",
          "AuthorizationType",
          "AuthorizerId",
          "AuthorizationScopes",
          "OperationName");
  private static final Set<String> OF_INTEGRATIONS =
      Set.of(
          "ApiId",
          "IntegrationType",
          "IntegrationUri",
          "IntegrationMethod",
          "ConnectionType",
          "PayloadFormatVersion",
          "TimeoutInMillis",
          "CredentialsArn");
  private static final Set<String> OF_STAGES =
      Set.of("ApiId", "StageName", "StageVariables", "AutoDeploy", "DeploymentId");

  private final HttpTemplate template;
  private final SecondAuthorizers authorizers;

  SecondApis(HttpTemplate template) {
    this.template = template;
    this.authorizers = new SecondAuthorizers(template);
  }

  /** Returns whether a resource is an HTTP API. */
  static boolean isHttp(Resource resource) {
    return resource.is(ResourceKind.API)
        && resource.properties().textOf("ProtocolType").orElse("HTTP").equals("HTTP");
  }

  /** Returns all of them. */
  List<HttpApi> read() {
    return template.of(ResourceKind.API).stream()
        .filter(SecondApis::isHttp)
        .map(this::api)
        .toList();
  }

  private HttpApi api(Resource api) {
    template.checkKnown(api, OF_APIS, HARMLESS);
    YamlValue properties = api.properties();
    ApiDraft draft = new ApiDraft(HttpApi.Kind.HTTP, template.problems());
    Map<String, AuthorizerEntry> known = authorizers.of(api.ref());
    Optional<YamlValue> cors = properties.get("CorsConfiguration");
    HttpApi.Builder builder = HttpApi.builder(properties.textOf("Name").orElse(api.id()));
    if (properties.get("Body").isPresent()) {
      OpenApi document = new OpenApi(template, api, properties.get("Body").get(), known);
      document.into(draft);
      cors = cors.or(document::cors);
    }
    template
        .of(ResourceKind.ROUTE, "ApiId", api.ref())
        .forEach(route -> addRoute(route, draft, known));
    properties.get("Target").ifPresent(target -> addTarget(api, target, draft));
    cors.flatMap(CorsReader::read).ifPresent(builder::cors);
    return builder
        .apiId(api.ref())
        .routes(draft.routes().values())
        .stages(stages(api))
        .disableExecuteApiEndpoint(
            properties.get("DisableExecuteApiEndpoint").filter(YamlValue::isTrue).isPresent())
        .build();
  }

  private void addRoute(Resource route, ApiDraft draft, Map<String, AuthorizerEntry> known) {
    template.checkKnown(route, OF_ROUTES, HARMLESS);
    YamlValue properties = route.properties();
    String key = properties.textOf("RouteKey").orElse("");
    String target = properties.textOf("Target").orElse("");
    Optional<Resource> integration =
        template.of(ResourceKind.INTEGRATION).stream()
            .filter(one -> target.equals("integrations/" + one.ref()))
            .findFirst();
    if (integration.isEmpty()) {
      template
          .problems()
          .warning(
              properties.get("Target").map(YamlValue::line).orElse(route.line()),
              "%s is \"%s\": the route is not served. Write, for an integration of this template: !Sub integrations/${MyIntegration}"
                  .formatted(route.path("Target"), target));
      return;
    }
    HttpAuthorization authorization = authorization(route, known);
    integration(integration.get())
        .ifPresent(
            found ->
                draft.add(
                    key,
                    found,
                    authorization,
                    new ApiDraft.Where(route.line(), "Resources." + route.id())));
  }

  private HttpAuthorization authorization(Resource route, Map<String, AuthorizerEntry> known) {
    YamlValue properties = route.properties();
    String type = properties.textOf("AuthorizationType").orElse("NONE");
    List<String> scopes =
        properties.get("AuthorizationScopes").map(YamlValue::texts).orElse(List.of());
    String id = properties.textOf("AuthorizerId").orElse("");
    return switch (type) {
      case "NONE" -> new HttpAuthorization.Open();
      case "AWS_IAM" -> new HttpAuthorization.Iam();
      default -> {
        if (!known.containsKey(id)) {
          template
              .problems()
              .error(
                  properties.get("AuthorizerId").map(YamlValue::line).orElse(route.line()),
                  "%s is \"%s\", which is not an authorizer of this API. Write: !Ref MyAuthorizer"
                      .formatted(route.path("AuthorizerId"), id));
        }
        yield known.getOrDefault(id, AuthorizerEntry.OPEN).of(scopes);
      }
    };
  }

  /** Returns an integration, if it has a function. */
  private Optional<HttpIntegration> integration(Resource resource) {
    YamlValue properties = resource.properties();
    String type = properties.textOf("IntegrationType").orElse("");
    if (!type.equals("AWS_PROXY") || properties.get("IntegrationSubtype").isPresent()) {
      warnOfType(resource, type);
      return Optional.empty();
    }
    template.checkKnown(resource, OF_INTEGRATIONS, HARMLESS);
    Optional<String> version = properties.textOf("PayloadFormatVersion");
    if (version.filter(one -> one.matches("[12]\\.0")).isEmpty()) {
      template
          .problems()
          .error(
              properties.get("PayloadFormatVersion").map(YamlValue::line).orElse(resource.line()),
              "%s is \"%s\". Write \"1.0\" or \"2.0\"."
                  .formatted(resource.path("PayloadFormatVersion"), version.orElse("")));
    }
    return template
        .callee(
            properties.get("IntegrationUri").orElse(YamlValue.nothing(resource.line())),
            resource.path("IntegrationUri"),
            resource,
            properties.textOf("CredentialsArn"))
        .map(
            callee ->
                new HttpIntegration.Lambda(
                    callee,
                    SecondAuthorizers.format(version),
                    template.timeout(
                        properties.get("TimeoutInMillis"),
                        resource.path("TimeoutInMillis"),
                        HttpIntegration.MAX_TIMEOUT)));
  }

  private void warnOfType(Resource integration, String type) {
    template
        .problems()
        .warning(
            integration.line(),
            "Resources.%s is an integration of the type %s%s, which is not served here: its routes answer 404."
                .formatted(
                    integration.id(),
                    type,
                    integration
                        .properties()
                        .textOf("IntegrationSubtype")
                        .map(subtype -> " (" + subtype + ")")
                        .orElse("")));
  }

  /** The quick way to make an API: it has one route and a stage. */
  private void addTarget(Resource api, YamlValue target, ApiDraft draft) {
    String arn = String.valueOf(target.text());
    if (arn.startsWith("http")) {
      template
          .problems()
          .warning(
              target.line(),
              api.path("Target") + " is a URL: its route is not served here and answers 404.");
      return;
    }
    Optional<Callee> callee =
        template.callee(target, api.path("Target"), api, api.properties().textOf("CredentialsArn"));
    callee.ifPresent(
        one ->
            draft.add(
                api.properties().textOf("RouteKey").orElse(HttpRoute.DEFAULT),
                new HttpIntegration.Lambda(one, PayloadFormat.V2, HttpIntegration.MAX_TIMEOUT),
                new HttpAuthorization.Open(),
                new ApiDraft.Where(target.line(), api.path("Target"))));
  }

  private List<HttpStage> stages(Resource api) {
    List<HttpStage> stages = new ArrayList<>();
    for (Resource stage : template.of(ResourceKind.STAGE, "ApiId", api.ref())) {
      template.checkKnown(stage, OF_STAGES, HARMLESS);
      YamlValue properties = stage.properties();
      stages.add(
          new HttpStage(
              properties.textOf("StageName").orElse(""),
              variables(properties.get("StageVariables"))));
    }
    if (api.properties().get("Target").isPresent()
        && stages.stream().noneMatch(one -> one.stageName().equals(HttpApi.DEFAULT_STAGE))) {
      stages.add(new HttpStage(HttpApi.DEFAULT_STAGE, Map.of()));
    }
    if (stages.isEmpty()) {
      template
          .problems()
          .warning(
              api.line(),
              "Resources.%s has no stage, so clients cannot reach it, here as on AWS. Add an AWS::ApiGatewayV2::Stage."
                  .formatted(api.id()));
    }
    return stages;
  }

  /** Returns the variables of a stage. */
  static Map<String, String> variables(Optional<YamlValue> declared) {
    Map<String, String> variables = new LinkedHashMap<>();
    declared
        .map(YamlValue::entries)
        .orElse(Map.of())
        .forEach(
            (name, value) -> {
              if (value.isText()) {
                variables.put(name, value.string());
              }
            });
    return variables;
  }
}
