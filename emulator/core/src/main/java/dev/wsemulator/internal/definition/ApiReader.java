package dev.wsemulator.internal.definition;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.api.WebSocketApi.Access;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles the resources of an API to what is served. */
public final class ApiReader {
  private final Documents documents;
  private final String root;
  private final String apiId;

  /**
   * Creates a reader.
   *
   * @param documents resources
   * @param root the path of the API among them
   */
  public ApiReader(String apiId, Documents documents, String root) {
    this.apiId = apiId;
    this.documents = documents;
    this.root = root;
  }

  /** Returns a reader of what a deployment holds. */
  public static ApiReader of(String apiId, Document deployment) {
    Documents snapshot = new Documents();
    deployment
        .object(DeploymentRules.SNAPSHOT)
        .members()
        .forEach((path, part) -> snapshot.put(path, Document.of(part)));
    return new ApiReader(apiId, snapshot, "");
  }

  /**
   * Returns the API with these stages.
   *
   * @throws IllegalArgumentException if something of it is malformed
   */
  public WebSocketApi read(List<Stage> stages) {
    Document api = documents.find(root).orElse(Document.EMPTY);
    WebSocketApi.Builder built =
        WebSocketApi.builder(api.text("name").orElse(""))
            .apiId(apiId)
            .routeSelectionExpression(api.text("routeSelectionExpression").orElse(""))
            .stages(stages)
            .access(
                new Access(
                    api.text("apiKeySelectionExpression").orElse(Access.KEY_IN_HEADER),
                    api.isTrue("disableExecuteApiEndpoint")));
    children("/routes").forEach((id, route) -> built.route(route(id, route)));
    children("/models")
        .values()
        .forEach(
            model -> built.model(model.text("name").orElse(""), model.text("schema").orElse("{}")));
    return built.build();
  }

  private Map<String, Document> children(String collection) {
    return documents.children(root + collection);
  }

  private Route route(String id, Document route) {
    String key = route.text("routeKey").orElse("");
    return Route.builder(key)
        .integration(route.text("target").flatMap(this::integration).orElse(null))
        .respondsToClient(!children("/routes/" + id + "/routeresponses").isEmpty())
        .authorization(key.equals(Route.CONNECT) ? authorization(route) : new Authorization.Open())
        .apiKeyRequired(route.isTrue("apiKeyRequired"))
        .validation(
            route
                .text("modelSelectionExpression")
                .map(expression -> new Route.Validation(expression, route.texts("requestModels")))
                .orElse(null))
        .requestParameters(parameters(route))
        .build();
  }

  private static Map<String, Boolean> parameters(Document route) {
    Map<String, Boolean> parameters = new LinkedHashMap<>();
    route
        .object("requestParameters")
        .members()
        .forEach((name, value) -> parameters.put(name, Document.of(value).isTrue("required")));
    return parameters;
  }

  private Optional<Integration> integration(String target) {
    String path = "/" + target;
    return documents
        .find(root + path)
        .map(
            integration ->
                new IntegrationProperties(
                        integration, List.copyOf(children(path + "/integrationresponses").values()))
                    .read());
  }

  private Authorization authorization(Document route) {
    return switch (route.text("authorizationType").orElse("NONE")) {
      case "AWS_IAM" -> new Authorization.Iam();
      case "CUSTOM" -> custom(route.text("authorizerId").orElse(""));
      default -> new Authorization.Open();
    };
  }

  private Authorization custom(String id) {
    Document authorizer =
        documents
            .find(root + "/authorizers/" + id)
            .orElseThrow(
                () -> new IllegalArgumentException("The route $connect has no authorizer."));
    return new Authorization.Custom(
        Authorizer.builder(
                FunctionUri.functionName(authorizer.text("authorizerUri").orElse("")).orElse(""))
            .id(id)
            .name(authorizer.text("name").orElse(""))
            .identitySources(authorizer.list("identitySource"))
            .credentialsArn(
                authorizer
                    .text("authorizerCredentialsArn")
                    .filter(arn -> !arn.isEmpty())
                    .orElse(null))
            .build());
  }
}
