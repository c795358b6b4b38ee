package dev.wsemulator.internal.definition;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.SelectionExpression;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.api.WebSocketApi.Access;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is served on a stage: its deployment's snapshot, with its own settings. */
public final class ApiReader {
  private final Documents snapshot = new Documents();
  private final String apiId;

  /**
   * Creates a reader.
   *
   * @param deployment the deployment
   */
  public ApiReader(String apiId, Document deployment) {
    this.apiId = apiId;
    deployment
        .object(DeploymentRules.SNAPSHOT)
        .members()
        .forEach((path, part) -> snapshot.put(path, Document.of(part)));
  }

  /**
   * Returns the API with the one stage.
   *
   * @throws IllegalArgumentException if something of it is malformed
   */
  public WebSocketApi read(Stage stage) {
    Document api = snapshot.find("").orElse(Document.EMPTY);
    Map<String, Route> routes = new LinkedHashMap<>();
    snapshot
        .children("/routes")
        .forEach((id, route) -> routes.put(route.text("routeKey").orElse(""), route(id, route)));
    Map<String, String> models = new LinkedHashMap<>();
    snapshot
        .children("/models")
        .values()
        .forEach(
            model -> models.put(model.text("name").orElse(""), model.text("schema").orElse("{}")));
    return new WebSocketApi(
        apiId,
        api.text("name").orElse(""),
        SelectionExpression.parse(api.text("routeSelectionExpression").orElse("")),
        routes,
        List.of(stage),
        new Access(
            api.text("apiKeySelectionExpression").orElse(Access.KEY_IN_HEADER),
            api.isTrue("disableExecuteApiEndpoint")),
        models);
  }

  private Route route(String id, Document route) {
    String key = route.text("routeKey").orElse("");
    return new Route(
        key,
        route.text("target").flatMap(this::integration),
        !snapshot.children("/routes/" + id + "/routeresponses").isEmpty(),
        key.equals(Route.CONNECT) ? authorization(route) : new Authorization.Open(),
        route.isTrue("apiKeyRequired"),
        route
            .text("modelSelectionExpression")
            .map(expression -> new Route.Validation(expression, route.texts("requestModels"))),
        parameters(route));
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
    return snapshot
        .find(path)
        .map(
            integration ->
                IntegrationReader.read(
                    integration,
                    List.copyOf(snapshot.children(path + "/integrationresponses").values())));
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
        snapshot
            .find("/authorizers/" + id)
            .orElseThrow(
                () -> new IllegalArgumentException("The route $connect has no authorizer."));
    return new Authorization.Custom(
        new Authorizer(
            id,
            authorizer.text("name").orElse(""),
            FunctionUri.functionName(authorizer.text("authorizerUri").orElse("")).orElse(""),
            authorizer.list("identitySource"),
            authorizer.text("authorizerCredentialsArn").filter(arn -> !arn.isEmpty())));
  }
}
