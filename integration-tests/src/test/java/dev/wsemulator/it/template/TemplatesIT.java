package dev.wsemulator.it.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.StageEndpoint;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.testing.Aws;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Starts the templates of {@code src/test/resources/templates} and talks to their APIs. */
class TemplatesIT {
  private static final Path FOLDER = Path.of("src/test/resources/templates");

  private static Template template(String name) {
    return Template.of(FOLDER.resolve(name));
  }

  private static WebSocketApiEmulator start(Template template) {
    return WebSocketApiEmulator.builder().template(template).start();
  }

  private static String answer(URI url, String action, Map<String, String> headers) {
    try (TestClient client = TestClient.connect(url, headers)) {
      client.send("{\"action\":\"" + action + "\"}");
      return client.next();
    }
  }

  private static String answer(WebSocketApiEmulator emulator, String action) {
    return answer(emulator.webSocketUrl(), action, Map.of());
  }

  @Test
  @Aws({"CF-05", "OB-125"})
  void plainCloudFormationWithEveryIntrinsic() {
    try (WebSocketApiEmulator emulator = start(template("plain.yaml").parameter("Color", "blue"))) {
      assertThat(answer(emulator, "greet"))
          .isEqualTo("templates-Echo blue,us-east-1a,2,128,{\"a\":[1]},10.0.1.0/24,chat-table");
      assertThat(emulator.stack().outputs())
          .containsEntry(
              "Url",
              "wss://%s.execute-api.us-east-1.amazonaws.com/blue"
                  .formatted(emulator.stack().apis().get(0).apiId()));
      assertThat(emulator.stack().warnings())
          .singleElement()
          .asString()
          .endsWith("Resources.Network (AWS::EC2::VPC) has no effect here.");
    }
  }

  @Test
  @Aws("CF-08")
  void samWithAnAuthorizerAndAKey() {
    try (WebSocketApiEmulator emulator = start(template("sam.yaml"))) {
      Map<String, String> headers = Map.of("Auth", "me", "x-api-key", "abcdefghijklmnopqrstuvwxyz");
      assertThat(answer(emulator.webSocketUrl(), "greet", headers)).isEqualTo("templates-Echo sam");
      assertThatThrownBy(() -> TestClient.connect(emulator.webSocketUrl(), Map.of("Auth", "me")))
          .hasMessageContaining("403");
      assertThat(emulator.stack().tables()).hasSize(1);
    }
  }

  @Test
  void whatCdkWrites() {
    try (WebSocketApiEmulator emulator = start(template("cdk.out/ChatStack.template.json"))) {
      assertThat(answer(emulator, "greet")).isEqualTo("chatstack-Echo8A1B cdk");
    }
  }

  @Test
  void whatCdkWroteBeforeItsSecondVersion() {
    try (WebSocketApiEmulator emulator = start(template("cdk.out/LegacyStack.template.json"))) {
      assertThat(answer(emulator, "greet")).isEqualTo("legacystack-Echo8A1B legacy");
    }
  }

  @Test
  @Aws({"OB-76", "OB-125", "OB-126"})
  void whatAFrameworkCompilesForAnotherRegion() {
    Template compiled =
        template("compiled.json")
            .parameter("AWS::Region", "ap-northeast-2")
            .code("EchoLambdaFunction", Path.of("target/test-classes"));
    try (WebSocketApiEmulator emulator = start(compiled);
        TestClient client = TestClient.connect(emulator.webSocketUrl(), Map.of())) {
      client.send("{\"call\":\"GET /greet/{id}\"}");
      assertThat(client.next()).isEqualTo("compiled-echo ap-northeast-2");
      assertThat(emulator.stack().outputs().get("ServiceEndpointWebsocket"))
          .endsWith(".execute-api.ap-northeast-2.amazonaws.com/dev");
      assertThat(emulator.stack().warnings())
          .singleElement()
          .asString()
          .endsWith("Resources.DeploymentBucketPolicy (AWS::S3::BucketPolicy) has no effect here.");
    }
  }

  @Test
  @Aws("CF-08")
  void severalSamApisAndStagesWithGlobals() {
    try (WebSocketApiEmulator emulator = start(template("many.yaml"))) {
      assertThat(emulator.endpoints())
          .extracting(endpoint -> answer(endpoint.webSocketUrl(), "greet", Map.of()))
          .containsExactlyInAnyOrder("templates-One one", "templates-One one", "templates-Two two");
      assertThat(emulator.stack().warnings()).isEmpty();
    }
  }

  @Test
  void whatIsOddOrElsewhereIsWarnedOfAndServed() {
    try (WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder()
            .template(template("odd.yaml").skipUnrunnable())
            .backEnd(AwsEnvironment.embedded())
            .start()) {
      assertThat(emulator.webSocketUrl().getPath()).isEqualTo("/$default");
      assertThat(answer(emulator, "start")).contains("Internal server error");
      assertThat(answer(emulator, "python")).contains("Internal server error");
      assertThat(answer(emulator, "elsewhere")).contains("Internal server error");
      assertThat(answer(emulator, "first")).contains("Forbidden");
      assertThat(emulator.stack().warnings())
          .anyMatch(line -> line.contains("odd.yaml:77: \"ElsewhereRoute\" is defined twice"))
          .anyMatch(line -> line.contains("Resources.Elsewhere invokes the function \"other\""))
          .anyMatch(line -> line.contains("calls states, which only the back end can provide"));
    }
  }

  @Test
  void nestedStacks() {
    try (WebSocketApiEmulator emulator = start(template("nested/parent.yaml"))) {
      assertThat(answer(emulator, "greet")).isEqualTo("nested-Functions-Echo nested-Connections");
    }
  }

  @Test
  void severalTemplatesThatImportFromEachOther() {
    Template both = template("importing.yaml").and(FOLDER.resolve("exporting.yaml"));
    try (WebSocketApiEmulator emulator = start(both)) {
      assertThat(emulator.endpoints()).hasSize(3);
      for (StageEndpoint endpoint : emulator.endpoints()) {
        assertThat(answer(endpoint.webSocketUrl(), "greet", Map.of()))
            .isEqualTo("templates-exporting-Echo exported");
      }
    }
  }

  @Test
  void servicesMocksAndFunctionsInOtherLanguages() {
    try (WebSocketApiEmulator emulator = start(template("services.yaml").skip("Node"))) {
      assertThat(answer(emulator, "mock")).isEqualTo("{\"pong\":true}");
      assertThat(answer(emulator, "node")).contains("Internal server error");
      assertThat(emulator.stack().warnings())
          .anyMatch(line -> line.contains("Resources.Node is not run here"));
    }
  }
}
