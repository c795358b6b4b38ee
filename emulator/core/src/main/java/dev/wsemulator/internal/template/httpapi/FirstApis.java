package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpApi.HttpStage;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads REST APIs of {@code AWS::ApiGateway}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-restapi.html">AWS::ApiGateway::RestApi</a>
 */
final class FirstApis {
  private static final Set<String> HARMLESS = Set.of("Tags", "Description", "FailOnWarnings");
  private static final Set<String> OF_APIS =
      Set.of(
          "Name",
          "Body",
          "BinaryMediaTypes",
          "DisableExecuteApiEndpoint",
          "EndpointConfiguration",
          "ApiKeySourceType",
          "Parameters",
          "Mode");
  private static final Set<String> OF_METHODS =
      Set.of(
          "RestApiId",
          "ResourceId",
          "HttpMethod",
          "AuthorizationType",
          "AuthorizerId",
          "AuthorizationScopes",
          "Integration",
          "MethodResponses",
          "OperationName");
  private static final Set<String> OF_STAGES =
      Set.of("RestApiId", "StageName", "Variables", "DeploymentId", "TracingEnabled");

  private final HttpTemplate template;

  FirstApis(HttpTemplate template) {
    this.template = template;
  }

  /** Returns all of them. */
  List<HttpApi> read() {
    return template.of(ResourceKind.REST_API).stream().map(this::api).toList();
  }

  private HttpApi api(Resource api) {
    template.checkKnown(api, OF_APIS, HARMLESS);
    YamlValue properties = api.properties();
    ApiDraft draft = new ApiDraft(HttpApi.Kind.REST, template.problems());
    Map<String, AuthorizerEntry> known = new FirstAuthorizers(template).of(api.ref());
    List<String> binary =
        new ArrayList<>(properties.get("BinaryMediaTypes").map(YamlValue::texts).orElse(List.of()));
    if (properties.get("Body").isPresent()) {
      OpenApi document = new OpenApi(template, api, properties.get("Body").get(), known);
      document.into(draft);
      binary.addAll(document.binaryMediaTypes());
    }
    Map<String, String> paths = paths(api);
    template
        .of(ResourceKind.REST_METHOD, "RestApiId", api.ref())
        .forEach(method -> addMethod(method, draft, paths, known));
    return HttpApi.builder(properties.textOf("Name").orElse(api.id()), HttpApi.Kind.REST)
        .apiId(api.ref())
        .routes(draft.routes().values())
        .stages(stages(api))
        .binaryMediaTypes(binary)
        .disableExecuteApiEndpoint(
            properties.get("DisableExecuteApiEndpoint").filter(YamlValue::isTrue).isPresent())
        .build();
  }

  /** Returns the paths of the resources of an API by their ids; others than these are its root. */
  private Map<String, String> paths(Resource api) {
    Map<String, Resource> byId = new HashMap<>();
    template
        .of(ResourceKind.REST_RESOURCE, "RestApiId", api.ref())
        .forEach(one -> byId.put(one.ref(), one));
    Map<String, String> paths = new HashMap<>();
    byId.forEach((id, resource) -> paths.put(id, path(resource, byId, new HashSet<>())));
    return paths;
  }

  private static String path(Resource resource, Map<String, Resource> byId, Set<String> open) {
    String part = "/" + resource.properties().textOf("PathPart").orElse("");
    Resource parent = byId.get(resource.properties().textOf("ParentId").orElse(""));
    return parent != null && open.add(parent.ref()) ? path(parent, byId, open) + part : part;
  }

  private void addMethod(
      Resource method,
      ApiDraft draft,
      Map<String, String> paths,
      Map<String, AuthorizerEntry> known) {
    template.checkKnown(method, OF_METHODS, HARMLESS);
    YamlValue properties = method.properties();
    String path = paths.getOrDefault(properties.textOf("ResourceId").orElse(""), "/");
    String verb = properties.textOf("HttpMethod").orElse("").toUpperCase(Locale.ROOT);
    YamlValue integration = properties.get("Integration").orElse(YamlValue.nothing(method.line()));
    HttpAuthorization authorization = authorization(method, known);
    integration(method, verb, integration)
        .ifPresent(
            found ->
                draft.add(
                    verb + " " + path,
                    found,
                    authorization,
                    new ApiDraft.Where(method.line(), "Resources." + method.id())));
  }

  private Optional<HttpIntegration> integration(
      Resource method, String verb, YamlValue integration) {
    String type = integration.textOf("Type").orElse("");
    if (type.equals("MOCK") && verb.equals("OPTIONS")) {
      return Optional.of(
          MockReader.read(
              integration.get("IntegrationResponses").map(YamlValue::elements).stream()
                  .flatMap(List::stream)
                  .findFirst()));
    }
    if (!type.equals("AWS_PROXY")) {
      template
          .problems()
          .warning(integration.line(), OpenApi.notServed("Resources." + method.id(), type, true));
      return Optional.empty();
    }
    return template
        .callee(
            integration.get("Uri").orElse(YamlValue.nothing(integration.line())),
            method.path("Integration.Uri"),
            method,
            integration.textOf("Credentials"))
        .map(
            callee ->
                new HttpIntegration.Lambda(
                    callee,
                    PayloadFormat.V1,
                    template.timeout(
                        integration.get("TimeoutInMillis"),
                        method.path("Integration.TimeoutInMillis"),
                        HttpIntegration.MAX_REST_TIMEOUT)));
  }

  private HttpAuthorization authorization(Resource method, Map<String, AuthorizerEntry> known) {
    YamlValue properties = method.properties();
    String type = properties.textOf("AuthorizationType").orElse("NONE");
    if (type.equals("NONE")) {
      return new HttpAuthorization.Open();
    }
    if (type.equals("AWS_IAM")) {
      return new HttpAuthorization.Iam();
    }
    String id = properties.textOf("AuthorizerId").orElse("");
    if (!known.containsKey(id)) {
      template
          .problems()
          .error(
              properties.get("AuthorizerId").map(YamlValue::line).orElse(method.line()),
              "%s is \"%s\", which is not an authorizer of this API. Write: !Ref MyAuthorizer"
                  .formatted(method.path("AuthorizerId"), id));
    }
    return known
        .getOrDefault(id, AuthorizerEntry.OPEN)
        .of(properties.get("AuthorizationScopes").map(YamlValue::texts).orElse(List.of()));
  }

  private List<HttpStage> stages(Resource api) {
    List<HttpStage> stages = new ArrayList<>();
    for (Resource stage : template.of(ResourceKind.REST_STAGE, "RestApiId", api.ref())) {
      template.checkKnown(stage, OF_STAGES, HARMLESS);
      stages.add(
          new HttpStage(
              stage.properties().textOf("StageName").orElse(""),
              SecondApis.variables(stage.properties().get("Variables"))));
    }
    for (Resource deployment : template.of(ResourceKind.REST_DEPLOYMENT, "RestApiId", api.ref())) {
      deployment
          .properties()
          .textOf("StageName")
          .filter(name -> stages.stream().noneMatch(one -> one.stageName().equals(name)))
          .ifPresent(
              name ->
                  stages.add(
                      new HttpStage(
                          name,
                          SecondApis.variables(
                              deployment.properties().at("StageDescription", "Variables")))));
    }
    if (stages.isEmpty()) {
      template
          .problems()
          .warning(
              api.line(),
              "Resources.%s has no stage, so clients cannot reach it, here as on AWS. Add an AWS::ApiGateway::Stage."
                  .formatted(api.id()));
    }
    return stages;
  }
}
