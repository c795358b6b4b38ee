package dev.wsemulator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.Rig.Peer;
import dev.wsemulator.cli.Rig.Run;
import dev.wsemulator.lambda.LambdaFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordAndReplayTest {
  private static final LambdaFunction BYE =
      event -> "{\"statusCode\":200,\"body\":\"bye\"}".getBytes(UTF_8);

  private static final String TEMPLATE =
      """
      Resources:
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties:
            Name: test
            ProtocolType: WEBSOCKET
            RouteSelectionExpression: $request.body.action
        Route:
          Type: AWS::ApiGatewayV2::Route
          Properties:
            ApiId: !Ref Api
            RouteKey: $default
            RouteResponseSelectionExpression: $default
            Target: !Sub integrations/${Answer}
        RouteResponse:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties:
            ApiId: !Ref Api
            RouteId: !Ref Route
            RouteResponseKey: $default
        Answer:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Api
            IntegrationType: MOCK
            TemplateSelectionExpression: \\$default
            RequestTemplates: { $default: '{"statusCode":200}' }
        AnswerResponse:
          Type: AWS::ApiGatewayV2::IntegrationResponse
          Properties:
            ApiId: !Ref Api
            IntegrationId: !Ref Answer
            IntegrationResponseKey: $default
            TemplateSelectionExpression: \\$default
            ResponseTemplates: { $default: 'hello' }
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties:
            ApiId: !Ref Api
            StageName: STAGE
            AutoDeploy: true
      """;

  @TempDir private Path folder;

  /** Records one client that says something, and returns the file. */
  private Path recorded() throws Exception {
    Path file = folder.resolve("drop.jsonl");
    try (Rig rig = new Rig(Rig.ECHO)) {
      Run record = rig.begin("", "record", file.toString());
      record.notes("Recording to " + file + ". Ctrl-C ends it.");
      Peer peer = rig.open();
      peer.say("hello");
      peer.next();
      rig.emulator().close();
      assertThat(record.code()).isZero();
      assertThat(record.out())
          .matches("Recorded to \\Q" + file + "\\E: \\d+ steps of 1 connections\\.");
    }
    return file;
  }

  @Test
  void whatIsRecordedIsReplayedAgainstARunningEmulator() throws Exception {
    Path file = recorded();
    assertThat(Files.readAllLines(file).get(0)).startsWith("{\"recording\":2,");
    Path part = withoutItsEnd(file);
    try (Rig rig = new Rig(Rig.ECHO)) {
      Run same = rig.run("replay", part.toString());
      assertThat(same.err()).isEmpty();
      assertThat(same.code()).isZero();
      assertThat(same.out()).isEqualTo("All 4 steps match.");
      assertThat(rig.run("replay", part.toString(), "--at-its-pace", "--output", "json").out())
          .isEqualTo("{\"same\":true,\"steps\":4}");
    }
  }

  @Test
  void theFirstDifferenceIsSaidAndTheExitCodeIs1() throws Exception {
    Path part = withoutItsEnd(recorded());
    try (Rig rig = new Rig(BYE)) {
      Run different = rig.run("replay", part.toString());
      assertThat(different.code()).isEqualTo(1);
      assertThat(different.out())
          .startsWith("Line 5, connection 1: expected \"hello\", but was \"bye\".")
          .contains("\n  after:    \"hello\"\n  route:    $default\n");
      assertThat(rig.run("replay", part.toString(), "--all").out())
          .startsWith("Line 5, connection 1: expected \"hello\", but was \"bye\".");
      JsonNode all = rig.run("replay", part.toString(), "--all", "--output", "json").json();
      assertThat(all.path("differences").size()).isEqualTo(1);
      assertThat(all.path("differences").path(0).path("route").asText()).isEqualTo("$default");
      JsonNode json = rig.run("replay", part.toString(), "--output", "json").json();
      assertThat(json.path("same").asBoolean()).isFalse();
      assertThat(json.path("difference").path("line").asInt()).isEqualTo(5);
      assertThat(json.path("difference").path("actual").asText()).isEqualTo("\"bye\"");
      assertThat(rig.run("replay", part.toString(), "--ignore", "hello|bye").code()).isZero();
    }
  }

  @Test
  void aNewEmulatorOfATemplateIsReplayedAgainst() throws Exception {
    Path part = withoutItsEnd(recorded());
    String stage = stageOf(part);
    Path template = Files.writeString(folder.resolve("t.yaml"), TEMPLATE.replace("STAGE", stage));
    Run same = Run.of("replay", part.toString(), "--template", template.toString());
    assertThat(same.err()).isEqualTo("Starting an emulator from " + template + " …");
    assertThat(same.out()).isEqualTo("All 4 steps match.");
    assertThat(same.code()).isZero();
    Run both =
        Run.of("replay", part.toString(), "--template", template.toString(), "--url", "http://x");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).startsWith("Name either a running emulator with --url or a --template.");
  }

  @Test
  void aNewEmulatorIsOfSeveralTemplatesAndOfAllThatAProjectSays() throws Exception {
    String part = withoutItsEnd(recorded()).toString();
    String stage = stageOf(part);
    Path api =
        Files.writeString(
            folder.resolve("api.yaml"), TEMPLATE.replace("STAGE", "!ImportValue stage"));
    Path names =
        Files.writeString(
            folder.resolve("names.yaml"),
            """
            Parameters: {Stage: {Type: String}}
            Resources: {Documents: {Type: AWS::S3::Bucket}}
            Outputs: {Stage: {Value: !Ref Stage, Export: {Name: stage}}}
            """);
    Path project =
        Files.writeString(
            folder.resolve("project.yaml"),
            "templates: [api.yaml, names.yaml]\nparameters: {Stage: %s}\n".formatted(stage));
    Run several =
        Run.of(
            ("replay %s --template %s --template %s --parameter Stage=%s"
                    .formatted(part, api, names, stage))
                .split(" "));
    assertThat(several.err()).isEqualTo("Starting an emulator from %s, %s …".formatted(api, names));
    assertThat(several.code()).isZero();
    Run ofProject = Run.of("replay", part, "--project", project.toString(), "--output", "json");
    assertThat(ofProject.out()).isEqualTo("{\"same\":true,\"steps\":4}");
    Run ofVariable =
        Run.in(
            Map.of("WSEMULATOR_PARAMETER", "Stage=" + stage, "WSEMULATOR_URL", "http://x"),
            ("replay " + part + " --template " + api + " --template " + names).split(" "));
    assertThat(ofVariable.out()).isEqualTo("All 4 steps match.");
  }

  @Test
  void aProjectWithoutTemplatesIsNothingToReplayAgainst() throws Exception {
    String part = withoutItsEnd(recorded()).toString();
    Path empty = Files.writeString(folder.resolve("empty.yaml"), "port: 1\n");
    Run ofNothing = Run.of("replay", part, "--project", empty.toString());
    assertThat(ofNothing.code()).isEqualTo(2);
    assertThat(ofNothing.err()).startsWith("The project file has no template.");
  }

  @Test
  void otherQuotasHoldInAReplayToo() throws Exception {
    String part = withoutItsEnd(recorded()).toString();
    String stage = stageOf(part);
    Path template = Files.writeString(folder.resolve("t.yaml"), TEMPLATE.replace("STAGE", stage));
    Run limited =
        Run.of("replay", part, "--template", template.toString(), "--quota", "urlLength=1");
    assertThat(limited.out()).contains("expected the status 101");
    assertThat(limited.code()).isEqualTo(1);
  }

  @Test
  void aFileThatIsNoRecordingIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("wrong"), "hello\n");
    Run wrong = Run.of("replay", file.toString());
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).startsWith("Line 1 of " + file + " is not one of a recording.");
  }

  @Test
  void nothingIsEmptiedIfNoEmulatorAnswers() throws Exception {
    Path file = Files.writeString(folder.resolve("kept"), "kept");
    Run run = Run.of("record", file.toString(), "--url", Rig.nowhere().toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("No emulator responds at ");
    assertThat(file).hasContent("kept");
  }

  @Test
  void aRecordingGoesToStandardOutputToo() {
    try (Rig rig = new Rig(Rig.ECHO)) {
      Run record = rig.begin("", "record", "-");
      record.says("{\"recording\":2,");
      rig.open();
      record.says("\"event\":\"answer\",\"status\":101}");
      rig.emulator().close();
      assertThat(record.code()).isZero();
    }
  }

  private static String stageOf(Object recording) throws Exception {
    return Files.readString(Path.of(recording.toString()))
        .replaceAll("(?s).*\"stage\":\"([^\"]*)\".*", "$1");
  }

  /** The emulator of the recording has ended, which another one would not do. */
  private Path withoutItsEnd(Path file) throws Exception {
    Path part = folder.resolve("part.jsonl");
    return Files.write(part, Files.readAllLines(file).subList(0, 5));
  }
}
