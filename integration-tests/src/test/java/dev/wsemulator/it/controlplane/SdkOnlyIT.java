package dev.wsemulator.it.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.junit.HandshakeRefusedException;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.testing.Aws;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizationType;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizerType;
import software.amazon.awssdk.services.apigatewayv2.model.CreateAuthorizerResponse;
import software.amazon.awssdk.services.apigatewayv2.model.CreateRouteResponse;
import software.amazon.awssdk.services.apigatewayv2.model.NotFoundException;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;

/** A two-way API, its authorizer and its functions are made of SDK calls and nothing else. */
class SdkOnlyIT {
  private final WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().start();
  private final Account account = Account.of(emulator);
  private final ApiGatewayV2Client gateway = account.gateway();

  @AfterEach
  void close() {
    account.close();
    emulator.close();
  }

  @Test
  @Aws({"ST-01", "CN-06"})
  void anApiIsBuiltUsedChangedAndDeleted() {
    CreateFunctionResponse first =
        account.function("First", Speaker.class, Map.of("WORDS", "first"));
    CreateFunctionResponse doorman =
        account.function("Doorman", Doorman.class, Map.of("TOKEN", "opensesame"));
    String api = account.api("chat").apiId();
    CreateAuthorizerResponse authorizer = authorizer(api, doorman);
    CreateRouteResponse connect = connectRoute(api, authorizer.authorizerId());
    CreateRouteResponse route = twoWay(api, account.target(api, first));
    gateway.createStage(stage -> stage.apiId(api).stageName("prod"));
    gateway.createDeployment(deployment -> deployment.apiId(api).stageName("prod"));

    URI url = account.webSocket(api, "prod");
    assertRefused(URI.create(url + "?token=wrong"), 403);
    URI door = URI.create(url + "?token=opensesame");
    try (TestClient client = TestClient.connect(door)) {
      assertThat(ask(client)).isEqualTo("first");

      retarget(api, route, "second");
      assertThat(ask(client)).isEqualTo("first");
      assertThat(askNewly(door)).isEqualTo("first");

      gateway.createDeployment(deployment -> deployment.apiId(api).stageName("prod"));
      assertThat(ask(client)).isEqualTo("second");
      assertThat(askNewly(door)).isEqualTo("second");
    }

    deleteAll(api, List.of(connect, route), authorizer);
    assertRefused(door, 403);
    assertNothingIsLeft(api);
  }

  private void assertNothingIsLeft(String api) {
    assertThatThrownBy(() -> gateway.getApi(get -> get.apiId(api)))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Invalid API identifier specified 123456789012:" + api);
    assertThat(account.lambda().listFunctions().functions()).isEmpty();
    assertThat(gateway.getApis(get -> {}).items()).isEmpty();
  }

  private void retarget(String api, CreateRouteResponse route, String words) {
    CreateFunctionResponse function =
        account.function(words, Speaker.class, Map.of("WORDS", words));
    String target = account.target(api, function);
    gateway.updateRoute(change -> change.apiId(api).routeId(route.routeId()).target(target));
  }

  private static String askNewly(URI url) {
    try (TestClient client = TestClient.connect(url)) {
      return ask(client);
    }
  }

  private CreateAuthorizerResponse authorizer(String api, CreateFunctionResponse function) {
    return gateway.createAuthorizer(
        authorizer ->
            authorizer
                .apiId(api)
                .name("doorman")
                .authorizerType(AuthorizerType.REQUEST)
                .authorizerUri(Account.uri(function.functionArn()))
                .identitySource("route.request.querystring.token"));
  }

  private CreateRouteResponse connectRoute(String api, String authorizerId) {
    return gateway.createRoute(
        route ->
            route
                .apiId(api)
                .routeKey("$connect")
                .authorizationType(AuthorizationType.CUSTOM)
                .authorizerId(authorizerId));
  }

  private CreateRouteResponse twoWay(String api, String target) {
    CreateRouteResponse route =
        gateway.createRoute(
            create ->
                create
                    .apiId(api)
                    .routeKey("$default")
                    .target(target)
                    .routeResponseSelectionExpression("$default"));
    gateway.createRouteResponse(
        response -> response.apiId(api).routeId(route.routeId()).routeResponseKey("$default"));
    return route;
  }

  private static String ask(TestClient client) {
    client.send("anything");
    return client.next();
  }

  private static void assertRefused(URI url, int status) {
    assertThatThrownBy(() -> TestClient.connect(url))
        .isInstanceOf(HandshakeRefusedException.class)
        .hasMessageContaining(Integer.toString(status));
  }

  private void deleteAll(
      String api, List<CreateRouteResponse> routes, CreateAuthorizerResponse authorizer) {
    gateway.deleteStage(stage -> stage.apiId(api).stageName("prod"));
    gateway
        .getDeployments(get -> get.apiId(api))
        .items()
        .forEach(
            one -> gateway.deleteDeployment(d -> d.apiId(api).deploymentId(one.deploymentId())));
    routes.forEach(route -> gateway.deleteRoute(one -> one.apiId(api).routeId(route.routeId())));
    gateway.deleteAuthorizer(one -> one.apiId(api).authorizerId(authorizer.authorizerId()));
    gateway
        .getIntegrations(get -> get.apiId(api))
        .items()
        .forEach(
            one -> gateway.deleteIntegration(i -> i.apiId(api).integrationId(one.integrationId())));
    gateway.deleteApi(one -> one.apiId(api));
    account
        .lambda()
        .listFunctions()
        .functions()
        .forEach(one -> account.lambda().deleteFunction(f -> f.functionName(one.functionName())));
  }
}
