package dev.wsemulator.it.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.it.Posts;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.junit.HandshakeRefusedException;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.testing.Aws;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.BadRequestException;

/** An API in the making: what its clients see of what is not deployed, deployed, or kept. */
class DeploymentsIT {
  @TempDir private Path folder;

  private static void route(Account account, String api, String key, String words) {
    ApiGatewayV2Client gateway = account.gateway();
    var function = account.function(words, Speaker.class, Map.of("WORDS", words));
    String target = account.target(api, function);
    var route =
        gateway.createRoute(
            create ->
                create
                    .apiId(api)
                    .routeKey(key)
                    .target(target)
                    .routeResponseSelectionExpression("$default"));
    gateway.createRouteResponse(
        response -> response.apiId(api).routeId(route.routeId()).routeResponseKey("$default"));
  }

  private static String ask(TestClient client, String action) {
    client.send("{\"action\":\"" + action + "\"}");
    return client.next();
  }

  @Aws({"OB-20", "HS-18"})
  @Test
  void aStageWithoutADeploymentIsForbidden() {
    try (WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().start();
        Account account = Account.of(emulator)) {
      String api = account.api("chat").apiId();
      route(account, api, "a", "first");
      account.gateway().createStage(stage -> stage.apiId(api).stageName("dev").autoDeploy(false));
      URI url = account.webSocket(api, "dev");
      assertThatThrownBy(() -> TestClient.connect(url))
          .isInstanceOf(HandshakeRefusedException.class)
          .hasMessageContaining("403");
      account.gateway().createDeployment(create -> create.apiId(api).stageName("dev"));
      try (TestClient client = TestClient.connect(url)) {
        assertThat(ask(client, "a")).isEqualTo("first");
      }
    }
  }

  @Aws({"OB-75", "ST-01"})
  @Test
  void aNewRouteIsThereForAnOpenConnectionOnceItIsDeployed() {
    try (WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().start();
        Account account = Account.of(emulator)) {
      String api = account.api("chat").apiId();
      route(account, api, "a", "first");
      account.gateway().createStage(stage -> stage.apiId(api).stageName("dev"));
      account.gateway().createDeployment(create -> create.apiId(api).stageName("dev"));
      try (TestClient client = TestClient.connect(account.webSocket(api, "dev"))) {
        route(account, api, "b", "second");
        assertThat(ask(client, "b")).startsWith("{\"message\": \"Forbidden\"");
        account.gateway().createDeployment(create -> create.apiId(api).stageName("dev"));
        assertThat(ask(client, "b")).isEqualTo("second");
        assertThat(ask(client, "a")).isEqualTo("first");
      }
    }
  }

  @Aws({"OB-40", "AU-01"})
  @Test
  void anAuthorizerForJwtIsRefused() {
    try (WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().start();
        Account account = Account.of(emulator)) {
      String api = account.api("chat").apiId();
      assertThatThrownBy(
              () ->
                  account
                      .gateway()
                      .createAuthorizer(
                          create ->
                              create
                                  .apiId(api)
                                  .name("jwt")
                                  .authorizerType("JWT")
                                  .identitySource("route.request.header.Authorization")
                                  .jwtConfiguration(jwt -> jwt.issuer("https://i.example"))))
          .isInstanceOf(BadRequestException.class);
      assertThat(account.gateway().getAuthorizers(get -> get.apiId(api)).items()).isEmpty();
    }
  }

  @Aws({"OB-120", "ID-09"})
  @Test
  void afterARestartApisAreThereAndConnectionsAreGone() throws Exception {
    String api;
    String old;
    try (WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().state(folder).start();
        Account account = Account.of(emulator)) {
      api = account.api("chat").apiId();
      String id = api;
      route(account, api, "a", "still");
      account.gateway().createStage(stage -> stage.apiId(id).stageName("dev"));
      account.gateway().createDeployment(create -> create.apiId(id).stageName("dev"));
      try (TestClient client = TestClient.connect(account.webSocket(api, "dev"))) {
        assertThat(ask(client, "a")).isEqualTo("still");
        old = emulator.journal().entries(JournalEntry.Handshake.class).get(0).connectionId();
      }
    }
    try (WebSocketApiEmulator emulator =
            WebSocketApiEmulator.builder().verifyIdentity(false).state(folder).start();
        Account account = Account.of(emulator);
        TestClient client = TestClient.connect(account.webSocket(api, "dev"))) {
      assertThat(ask(client, "a")).isEqualTo("still");
      URI endpoint = URI.create(emulator.baseUrl() + "/" + api + "/dev");
      assertThat(Posts.status(endpoint, old, "anybody?")).isEqualTo(410);
    }
  }
}
