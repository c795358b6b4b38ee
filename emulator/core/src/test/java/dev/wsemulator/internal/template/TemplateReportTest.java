package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wsemulator.Template;
import dev.wsemulator.stack.Problem;
import dev.wsemulator.stack.Problem.Severity;
import dev.wsemulator.stack.TemplateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateReportTest {
  private static final String API =
      """
      Resources:
        Chat:
          Type: AWS::ApiGatewayV2::Api
          Properties:
            Name: chat
            ProtocolType: WEBSOCKET
            RouteSelectionExpression: $request.body.action
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Chat, StageName: dev, AutoDeploy: true}
      """;

  @TempDir private Path folder;

  @Test
  void aGoodTemplateHasAStackAndNoProblem() throws IOException {
    TemplateReport report = Template.of(file("a.yaml", API)).check();
    assertThat(report.problems()).isEmpty();
    assertThat(report.stack()).isNotNull();
  }

  @Test
  void errorsAndWarningsAreToldTogetherWithTheirPlaces() throws IOException {
    Path file =
        file(
            "a.yaml",
            API.replace("WEBSOCKET", "TCP")
                + "  Topic: {Type: AWS::Kinesis::Stream}\nOutputs:\n  Out: {Value: !Ref Nobody}\n");
    TemplateReport report = Template.of(file).check();
    assertThat(report.stack()).isNull();
    assertThat(report.problems())
        .extracting(Problem::severity, Problem::location)
        .containsExactly(
            tuple(Severity.ERROR, new Problem.Location("a.yaml", 6, "Chat")),
            tuple(Severity.ERROR, new Problem.Location("a.yaml", 13, null)),
            tuple(Severity.WARNING, new Problem.Location("a.yaml", 11, "Topic")));
  }

  @Test
  void anIntrinsicThatIsWrongIsOfTheResourceItStandsIn() throws IOException {
    Path file =
        file(
            "a.yaml",
            API.replace("ProtocolType:", "Description: !Ref Nobody\n      ProtocolType:"));
    assertThat(Template.of(file).check().problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.location().resource()).isEqualTo("Chat");
              assertThat(problem.message()).startsWith("Ref names \"Nobody\"");
              assertThat(problem).hasToString("a.yaml:6: " + problem.message());
            });
  }

  @Test
  void onOneLineNoResourceIsGuessed() throws IOException {
    Path file =
        file(
            "a.json",
            "{\"Resources\":{\"A\":{\"Type\":\"AWS::S3::Bucket\",\"Properties\":{\"BucketName\":{\"Ref\":\"No\"}}},\"B\":{\"Type\":\"AWS::S3::Bucket\"}}}");
    assertThat(Template.of(file).check().problems())
        .extracting(problem -> problem.location().resource())
        .containsNull();
  }

  @Test
  void whatIsWrongWithOneFileHidesNothingOfAnother() throws IOException {
    Path broken = file("broken/b.yaml", "Resources: [\n");
    Path lost = folder.resolve("lost.yaml");
    Path importing =
        file(
            "a.yaml",
            API.replace("Name: chat", "Name: !ImportValue Name") + "  X: {Type: 1, Y: 2}\n");
    assertThat(Template.of(importing).and(broken).and(lost).check().problems())
        .extracting(Problem::toString)
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).startsWith("broken/b.yaml:2: This is not YAML"),
            text -> assertThat(text).startsWith("lost.yaml: The template cannot be read"),
            text -> assertThat(text).startsWith("a.yaml:11: Resources.X.Y is not an attribute"),
            text -> assertThat(text).startsWith("a.yaml:11: Resources.X (1) has no effect here"));
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
