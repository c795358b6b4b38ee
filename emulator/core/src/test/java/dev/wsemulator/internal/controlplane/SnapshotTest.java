package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.api.WebSocketApi.Access;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.apigateway.ResourceCalls;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.definition.ApiReader;
import dev.wsemulator.internal.definition.ResourceLocation;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.TimeSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a deployment holds is what is served. */
class SnapshotTest {
  private final AwsAccount account =
      new AwsAccount("us-east-1", "123456789012", TimeSource.system());
  private final ResourceCalls calls = new ResourceCalls(account);
  private final Draft draft = new Draft(new Documents());
  private final String apiId =
      create(
          ResourceType.API,
          "/apis",
          Map.of(
              "name",
              "chat",
              "protocolType",
              "WEBSOCKET",
              "routeSelectionExpression",
              "$request.body.action"));
  private final String root = "/apis/" + apiId;

  @Test
  @Aws("AK-05")
  void anotherPlaceForTheApiKeyCountsFromTheNextDeploymentOn() {
    route(Map.of("routeKey", "$connect"));
    String before = deploy();
    calls.update(
        draft,
        new ResourceLocation(ResourceType.API, "/apis", apiId),
        new Document(Map.of("apiKeySelectionExpression", Access.KEY_BY_AUTHORIZER)));
    String after = deploy();

    assertThat(read(before).access().apiKeySelectionExpression()).isEqualTo(Access.KEY_IN_HEADER);
    assertThat(read(after).access().apiKeySelectionExpression())
        .isEqualTo(Access.KEY_BY_AUTHORIZER);
  }

  @Test
  @Aws("HS-20")
  void theDefaultEndpointIsClosedFromTheNextDeploymentOn() {
    route(Map.of("routeKey", "$connect"));
    String before = deploy();
    calls.update(
        draft,
        new ResourceLocation(ResourceType.API, "/apis", apiId),
        new Document(Map.of("disableExecuteApiEndpoint", true)));
    String after = deploy();

    assertThat(read(before).access().disableExecuteApiEndpoint()).isFalse();
    assertThat(read(after).access().disableExecuteApiEndpoint()).isTrue();
  }

  @Test
  void integrationsOfAllKindsAreRead() {
    String function = Caller.uri("Echo");
    assertThat(served("AWS_PROXY", function)).isInstanceOf(Integration.LambdaProxy.class);
    assertThat(served("AWS", function)).isInstanceOf(Integration.Lambda.class);
    assertThat(served("AWS", "arn:aws:apigateway:us-east-1:sqs:action/SendMessage"))
        .isEqualTo(
            new Integration.AwsService(
                "POST",
                "sqs",
                "action/SendMessage",
                dev.wsemulator.api.Transformation.of(),
                Integration.MAX_TIMEOUT));
    assertThat(served("HTTP", "https://example.com")).isInstanceOf(Integration.Http.class);
    assertThat(served("HTTP_PROXY", "https://example.com"))
        .isInstanceOf(Integration.HttpProxy.class);
    assertThat(served("MOCK", "")).isInstanceOf(Integration.Mock.class);
  }

  private Integration served(String type, String uri) {
    String id =
        create(
            ResourceType.INTEGRATION,
            root + "/integrations",
            Map.of("integrationType", type, "integrationUri", uri));
    String route = route(Map.of("routeKey", "r" + id, "target", "integrations/" + id));
    Integration read = read(deploy()).routes().get("r" + id).integration().orElseThrow();
    assertThat(route).isNotEmpty();
    return read;
  }

  private String route(Map<String, Object> members) {
    return create(ResourceType.ROUTE, root + "/routes", members);
  }

  private String deploy() {
    return create(ResourceType.DEPLOYMENT, root + "/deployments", Map.of());
  }

  private WebSocketApi read(String deployment) {
    Document document = draft.find(root + "/deployments/" + deployment).orElseThrow();
    return ApiReader.of(apiId, document).read(List.of(Stage.of("prod")));
  }

  private String create(ResourceType type, String collection, Map<String, Object> members) {
    Document created =
        calls.create(draft, new ResourceLocation(type, collection, ""), new Document(members));
    return created.text(type.idProperty()).orElseThrow();
  }
}
