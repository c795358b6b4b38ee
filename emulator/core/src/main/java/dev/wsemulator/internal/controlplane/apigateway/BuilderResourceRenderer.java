package dev.wsemulator.internal.controlplane.apigateway;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.AuthorizationVisitor;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.IntegrationVisitor;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import dev.wsemulator.internal.definition.FunctionUri;
import dev.wsemulator.internal.definition.ResourceLocation;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.definition.Rulebook;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Describes what Java defines as the resources that calls would have made. */
public final class BuilderResourceRenderer {
  private final Documents documents;
  private final AwsAccount account;
  private final Rulebook rules;

  /**
   * Creates a renderer.
   *
   * @param documents where the resources are put
   */
  public BuilderResourceRenderer(Documents documents, AwsAccount account) {
    this.documents = documents;
    this.account = account;
    this.rules = new Rulebook(account);
  }

  public void show(DomainName domain) {
    String path = "/domainnames/" + domain.name();
    ResourceLocation location =
        new ResourceLocation(ResourceType.DOMAIN_NAME, "/domainnames", domain.name());
    Document given =
        new Document(
            Map.of("domainName", domain.name(), "domainNameConfigurations", List.of(Map.of())));
    documents.put(path, rules.complete(location, given));
    for (DomainName.ApiMapping mapping : domain.mappings()) {
      String id = id(path, mapping.key());
      documents.put(
          path + "/apimappings/" + id,
          new Document(
              Map.of(
                  "apiMappingId", id,
                  "apiMappingKey", mapping.key(),
                  "apiId", mapping.apiId(),
                  "stage", mapping.stageName())));
    }
  }

  public void show(WebSocketApi api) {
    String path = "/apis/" + api.apiId();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("apiId", api.apiId());
    members.put("name", api.name());
    members.put("protocolType", "WEBSOCKET");
    members.put("routeSelectionExpression", api.routeSelectionExpression().text());
    members.put("apiKeySelectionExpression", api.access().apiKeySelectionExpression());
    members.put("disableExecuteApiEndpoint", api.access().disableExecuteApiEndpoint());
    ResourceLocation location = new ResourceLocation(ResourceType.API, "/apis", api.apiId());
    documents.put(path, rules.complete(location, new Document(members)));
    api.models().forEach((name, schema) -> show(path, name, schema));
    api.routes().values().forEach(route -> show(path, route));
    String deployment = id(path, "deployment").substring(1);
    complete(
        new ResourceLocation(ResourceType.DEPLOYMENT, path + "/deployments", deployment),
        new LinkedHashMap<>(Map.of("deploymentId", deployment)));
    api.stages().forEach(stage -> show(path, stage, deployment));
  }

  private void show(String api, String modelName, String schema) {
    String id = id(api, "model " + modelName);
    documents.put(
        api + "/models/" + id,
        new Document(
            Map.of(
                "modelId", id,
                "name", modelName,
                "schema", schema,
                "contentType", "application/json")));
  }

  private void show(String api, Route route) {
    String id = id(api, "route " + route.routeKey());
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("routeId", id);
    members.put("routeKey", route.routeKey());
    members.put("apiKeyRequired", route.apiKeyRequired());
    members.putAll(route.authorization().accept(new AuthorizationMembers(api)));
    route
        .validation()
        .ifPresent(
            validation -> {
              members.put("modelSelectionExpression", validation.modelSelectionExpression());
              members.put("requestModels", validation.requestModels());
            });
    if (!route.requestParameters().isEmpty()) {
      Map<String, Object> parameters = new LinkedHashMap<>();
      route
          .requestParameters()
          .forEach((name, required) -> parameters.put(name, Map.of("required", required)));
      members.put("requestParameters", parameters);
    }
    route
        .integration()
        .ifPresent(
            integration -> members.put("target", "integrations/" + show(api, id, integration)));
    if (route.respondsToClient()) {
      members.put("routeResponseSelectionExpression", "$default");
      String response = id(api, "response " + route.routeKey());
      documents.put(
          api + "/routes/" + id + "/routeresponses/" + response,
          new Document(Map.of("routeResponseId", response, "routeResponseKey", "$default")));
    }
    documents.put(api + "/routes/" + id, new Document(members));
  }

  /** Returns what a route's authorization adds to it, and puts the authorizer here. */
  private final class AuthorizationMembers implements AuthorizationVisitor<Map<String, Object>> {
    private final String api;

    AuthorizationMembers(String api) {
      this.api = api;
    }

    @Override
    public Map<String, Object> open(Authorization.Open authorization) {
      return Map.of("authorizationType", "NONE");
    }

    @Override
    public Map<String, Object> iam(Authorization.Iam authorization) {
      return Map.of("authorizationType", "AWS_IAM");
    }

    @Override
    public Map<String, Object> custom(Authorization.Custom authorization) {
      Authorizer authorizer = authorization.authorizer();
      String id = id(api, "authorizer " + authorizer.name()).substring(1);
      String uri = FunctionUri.ofFunction(account, authorizer.functionName());
      Document shown =
          Document.EMPTY
              .with("authorizerId", id)
              .with("authorizerType", "REQUEST")
              .with("authorizerUri", uri)
              .with("name", authorizer.name());
      documents.put(
          api + "/authorizers/" + id,
          authorizer.identitySources().isEmpty()
              ? shown
              : shown.with("identitySource", authorizer.identitySources()));
      return Map.of("authorizationType", "CUSTOM", "authorizerId", id);
    }
  }

  private String show(String api, String routeId, Integration integration) {
    String id = id(api, "integration " + routeId);
    String path = api + "/integrations/" + id;
    Map<String, Object> members = new HashMap<>();
    members.put("integrationId", id);
    members.put("timeoutInMillis", integration.timeout().toMillis());
    integration
        .accept(new Target(members))
        .ifPresent(transformation -> transform(path, members, transformation));
    complete(new ResourceLocation(ResourceType.INTEGRATION, api + "/integrations", id), members);
    return id;
  }

  /** Writes where an integration leads; returns how it transforms, if it does. */
  private final class Target implements IntegrationVisitor<Optional<Transformation>> {
    private final Map<String, Object> members;

    Target(Map<String, Object> members) {
      this.members = members;
    }

    @Override
    public Optional<Transformation> lambdaProxy(Integration.LambdaProxy integration) {
      target("AWS_PROXY", "POST", uri(integration.functionName()));
      integration.credentialsArn().ifPresent(arn -> members.put("credentialsArn", arn));
      return Optional.empty();
    }

    @Override
    public Optional<Transformation> lambda(Integration.Lambda integration) {
      target("AWS", "POST", uri(integration.functionName()));
      integration.credentialsArn().ifPresent(arn -> members.put("credentialsArn", arn));
      return Optional.of(integration.transformation());
    }

    @Override
    public Optional<Transformation> httpProxy(Integration.HttpProxy integration) {
      target("HTTP_PROXY", integration.method(), integration.uri());
      members.put("requestParameters", integration.requestParameters());
      return Optional.empty();
    }

    @Override
    public Optional<Transformation> http(Integration.Http integration) {
      target("HTTP", integration.method(), integration.uri());
      return Optional.of(integration.transformation());
    }

    @Override
    public Optional<Transformation> mock(Integration.Mock integration) {
      members.put("integrationType", "MOCK");
      return Optional.of(integration.transformation());
    }

    @Override
    public Optional<Transformation> awsService(Integration.AwsService integration) {
      String uri = Arn.ofIntegration(account.region(), integration.service(), integration.target());
      target("AWS", integration.method(), uri);
      return Optional.of(integration.transformation());
    }

    private void target(String type, String method, String uri) {
      members.put("integrationType", type);
      members.put("integrationMethod", method);
      members.put("integrationUri", uri);
    }
  }

  private String uri(String functionName) {
    return FunctionUri.isPlain(functionName)
        ? functionName
        : FunctionUri.ofFunction(account, functionName);
  }

  private void transform(String path, Map<String, Object> members, Transformation transformation) {
    transformation
        .templateSelectionExpression()
        .ifPresent(expression -> members.put("templateSelectionExpression", expression));
    members.put("requestTemplates", transformation.requestTemplates());
    members.put("requestParameters", transformation.requestParameters());
    members.put("passthroughBehavior", transformation.passthroughBehavior().name());
    transformation
        .contentHandling()
        .ifPresent(handling -> members.put("contentHandlingStrategy", handling.name()));
    for (IntegrationResponse response : transformation.responses()) {
      String id = id(path, response.key());
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("integrationResponseId", id);
      answer.put("integrationResponseKey", response.key());
      response
          .templateSelectionExpression()
          .ifPresent(expression -> answer.put("templateSelectionExpression", expression));
      answer.put("responseTemplates", response.responseTemplates());
      answer.put("responseParameters", response.responseParameters());
      response
          .contentHandling()
          .ifPresent(handling -> answer.put("contentHandlingStrategy", handling.name()));
      documents.put(path + "/integrationresponses/" + id, new Document(answer));
    }
  }

  private void show(String api, Stage stage, String deployment) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("stageName", stage.stageName());
    members.put("deploymentId", deployment);
    members.put("lastUpdatedDate", account.now());
    members.put("stageVariables", stage.variables());
    members.put("defaultRouteSettings", settings(stage.defaultRouteSettings()));
    Map<String, Object> byRoute = new TreeMap<>();
    stage.routeSettings().forEach((key, settings) -> byRoute.put(key, settings(settings)));
    members.put("routeSettings", byRoute);
    stage
        .accessLog()
        .ifPresent(
            log ->
                members.put(
                    "accessLogSettings",
                    Map.of("destinationArn", log.destination(), "format", log.format())));
    complete(new ResourceLocation(ResourceType.STAGE, api + "/stages", stage.stageName()), members);
  }

  private void complete(ResourceLocation location, Map<String, Object> members) {
    documents.put(location.path(), rules.complete(location, new Document(members)));
  }

  private static Map<String, Object> settings(RouteSettings settings) {
    Map<String, Object> members = new TreeMap<>();
    members.put("detailedMetricsEnabled", settings.detailedMetricsEnabled());
    members.put("dataTraceEnabled", settings.dataTraceEnabled());
    members.put("loggingLevel", settings.loggingLevel().name());
    settings.throttlingRateLimit().ifPresent(limit -> members.put("throttlingRateLimit", limit));
    settings.throttlingBurstLimit().ifPresent(limit -> members.put("throttlingBurstLimit", limit));
    return members;
  }

  /** Returns an id, the same at every start. */
  private static String id(String path, String part) {
    return ResourceType.stableId(path + " " + part, 7);
  }
}
