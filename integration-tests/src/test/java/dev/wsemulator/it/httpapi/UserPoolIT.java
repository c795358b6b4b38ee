package dev.wsemulator.it.httpapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.TokenIssuer;
import dev.wsemulator.api.UserToken;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.ProcessSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The user pool of a template signs tokens that all three kinds of APIs accept, offline. */
class UserPoolIT {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Template TEMPLATE =
      Template.of(Path.of("src/test/resources/templates/pool.yaml"));

  private static WebSocketApiEmulator start(Template template) {
    return WebSocketApiEmulator.builder().template(template).start();
  }

  private static URI url(WebSocketApiEmulator emulator, String token) {
    return URI.create(emulator.webSocketUrl() + "?token=" + token);
  }

  private static HttpResponse<String> get(URI url, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void admitsTokensOfThePool(WebSocketApiEmulator emulator) {
    TokenIssuer pool = emulator.userPool("Users");
    try (TestClient client = TestClient.connect(url(emulator, pool.accessToken("ann")))) {
      assertThat(client.isOpen()).isTrue();
    }
    String other = emulator.userPool("us-east-1_other").accessToken("ann");
    for (String wrong : new String[] {pool.idToken("ann"), other}) {
      assertThatThrownBy(() -> TestClient.connect(url(emulator, wrong)))
          .hasMessageContaining("403");
    }
  }

  @Test
  @EnabledIf(value = "dev.wsemulator.it.guide.Tool#hasNode", disabledReason = "There is no node.")
  void anAuthorizerInNodeVerifiesATokenUnmodified() {
    Template node =
        TEMPLATE
            .parameter("Runtime", "nodejs22.x")
            .parameter("Handler", "index.handler")
            .parameter("Code", "../functions/pool");
    try (WebSocketApiEmulator emulator = start(node)) {
      admitsTokensOfThePool(emulator);
    }
  }

  @Test
  void anAuthorizerInJavaVerifiesATokenUnmodified() {
    try (WebSocketApiEmulator emulator = start(TEMPLATE)) {
      admitsTokensOfThePool(emulator);
    }
  }

  @Test
  void anAuthorizerInAJvmOfItsOwnVerifiesATokenUnmodified() {
    try (WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder()
            .template(TEMPLATE)
            .processes(ProcessSettings.builder().isolateJava(true).build())
            .start()) {
      admitsTokensOfThePool(emulator);
    }
  }

  @Test
  void httpAndRestApisAcceptATokenAndPassItsClaimsOn() throws Exception {
    try (WebSocketApiEmulator emulator = start(TEMPLATE)) {
      String token =
          emulator
              .userPool("Users")
              .token(UserToken.id("ann").groups("admins").claim("email", "ann@x.example").build());
      URI second = URI.create(emulator.httpEndpoints().get(0).url() + "/me");
      URI first = URI.create(emulator.httpEndpoints().get(1).url() + "/me");
      JsonNode jwt = event(get(second, "Authorization", "Bearer " + token));
      assertThat(jwt.at("/requestContext/authorizer/jwt/claims/cognito:groups").asText())
          .isEqualTo("[admins]");
      JsonNode claims =
          event(get(first, "Authorization", token)).at("/requestContext/authorizer/claims");
      assertThat(claims.path("cognito:username").asText()).isEqualTo("ann");
      assertThat(claims.path("email").asText()).isEqualTo("ann@x.example");
      assertThat(get(first).statusCode()).isEqualTo(401);
      assertThat(get(second, "Authorization", token + "x").statusCode()).isEqualTo(401);
    }
  }

  private static JsonNode event(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  @Test
  void theAdminApiSignsTokensAndTheKeysAreAtALocalUrl() throws Exception {
    try (WebSocketApiEmulator emulator = start(TEMPLATE)) {
      URI tokens = emulator.baseUrl().resolve("/_emulator/tokens");
      HttpRequest post =
          HttpRequest.newBuilder(tokens)
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"pool\":\"Users\",\"username\":\"ann\",\"use\":\"access\"}"))
              .build();
      JsonNode answer =
          new ObjectMapper()
              .readTree(CLIENT.send(post, HttpResponse.BodyHandlers.ofString()).body());
      String[] parts = answer.path("token").asText().split("\\.");
      JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
      assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(20 * 60);
      JsonNode keys =
          new ObjectMapper().readTree(get(emulator.userPool("Users").keys()).body()).path("keys");
      assertThat(keys.findValuesAsText("kid"))
          .hasSize(2)
          .contains(
              new ObjectMapper()
                  .readTree(Base64.getUrlDecoder().decode(parts[0]))
                  .path("kid")
                  .asText());
      assertThat(new ObjectMapper().readTree(get(tokens).body()).at("/pools/0/logicalId").asText())
          .isEqualTo("Users");
    }
  }
}
