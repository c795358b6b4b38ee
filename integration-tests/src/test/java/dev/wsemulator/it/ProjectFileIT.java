package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.junit.TestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line in a folder with a project file. */
class ProjectFileIT {
  private static final String API =
      """
      Resources:
        Chat:
          Type: AWS::ApiGatewayV2::Api
          Properties: {Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Chat, StageName: !Ref StageName, AutoDeploy: true}
        Topic: {Type: AWS::Kinesis::Stream}
      Parameters:
        StageName: {Type: String}
      """;

  @TempDir private Path folder;

  @Test
  void startAloneRunsWhatTheFileInTheWorkingDirectorySays() throws Exception {
    Files.createDirectories(folder.resolve("one"));
    Files.createDirectories(folder.resolve("two"));
    Files.writeString(folder.resolve("one/template.yaml"), API);
    Files.writeString(folder.resolve("two/template.yaml"), API);
    project(
        """
        templates: [one/template.yaml, two/template.yaml]
        parameters: {StageName: local}
        output: json
        port: 1
        quotas: {messageBytes: 10}
        faults: [{fault: close, code: 4000, at: FROM_CLIENT}]
        """);
    long begin = System.nanoTime();
    try (RunningCli cli = RunningCli.in(folder, Map.of("WSEMULATOR_PARAMETER", "StageName=dev"))) {
      long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      assertThat(cli.output()).hasSize(1);
      JsonNode ready = new ObjectMapper().readTree(cli.output().get(0));
      assertThat(ready.path("readyAfterMillis").asLong()).isBetween(1L, millis);
      assertThat(ready.path("status").asText()).isEqualTo("ready");
      assertThat(ready.path("endpoints")).hasSize(2);
      assertThat(ready.path("endpoints").get(0).path("stage").asText()).isEqualTo("dev");
      assertThat(ready.path("backEnd").path("AWS_ENDPOINT_URL_S3").asText()).startsWith("http://");
      assertThat(ready.path("warnings").get(0).asText()).contains("Topic", "has no effect here");
      URI url = URI.create(ready.path("endpoints").get(1).path("webSocketUrl").asText());
      try (TestClient client = TestClient.connect(url)) {
        client.send("hi");
        assertThat(client.expectClose().code()).isEqualTo(4000);
      }
      assertThat(cli.terminate(10)).isTrue();
    }
  }

  @Test
  void quietMeansThatNothingIsPrinted() throws Exception {
    Files.writeString(folder.resolve("template.yaml"), API);
    project("templates: [template.yaml]\nparameters: {StageName: dev}\noutput: json\n");
    try (RunningCli cli = RunningCli.in(folder, Map.of("WSEMULATOR_QUIET", "true"))) {
      assertThat(cli.output()).singleElement().asString().startsWith("{\"status\":\"ready\"");
      assertThat(cli.errors()).isEmpty();
    }
  }

  @Test
  void pipedOutputHasNoColours() throws Exception {
    Files.writeString(folder.resolve("template.yaml"), API);
    project("templates: [template.yaml]\nparameters: {StageName: dev}\n");
    try (RunningCli cli = RunningCli.in(folder, Map.of("TERM", "xterm-256color"))) {
      assertThat(cli.output()).isNotEmpty().noneMatch(line -> line.contains("\u001b"));
      assertThat(cli.errors()).contains("warning: ").doesNotContain("\u001b");
    }
  }

  private void project(String text) throws IOException {
    Files.writeString(folder.resolve("websocket-emulator.yaml"), text);
  }
}
