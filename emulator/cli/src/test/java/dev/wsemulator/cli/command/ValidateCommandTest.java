package dev.wsemulator.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.cli.Main;
import dev.wsemulator.cli.Rig.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {
  private static final String GOOD =
      """
      Resources:
        Documents: {Type: AWS::S3::Bucket}
      Outputs:
        Name: {Value: !Ref Documents, Export: {Name: documents}}
      """;
  private static final String WARNED =
      GOOD.replace("Outputs", "  Topic: {Type: AWS::Kinesis::Stream}\nOutputs");
  private static final String WRONG = GOOD.replace("!Ref Documents", "!Ref Document");

  private static final String WITH_PARAMETER =
      "Parameters: {Owner: {Type: String}}\n" + GOOD.replace("!Ref Documents", "!Ref Owner");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void severalTemplatesAreReadTogether() throws IOException {
    String importing =
        "Resources: {Other: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'a-${X}'}}}\n"
            .replace("!Sub 'a-${X}'", "!Join ['-', [a, !ImportValue documents]]");
    String one = file("one/t.yaml", GOOD);
    String two = file("two/t.yaml", importing);
    assertThat(run("validate", one, two)).isZero();
    assertThat(out.toString())
        .isEqualTo(
            "%s, %s are valid: 0 WebSocket API(s), 0 function(s), 0 table(s), 2 bucket(s).%n"
                .formatted(one, two));
    assertThat(run("validate", two)).isEqualTo(1);
  }

  @Test
  void everyErrorOfEveryFileIsPrintedWithAPathThatLeadsToIt() throws IOException {
    String wrong = file("one/t.yaml", WRONG);
    String broken = file("two/t.yaml", "a: [\n");
    assertThat(run("validate", wrong, broken)).isEqualTo(1);
    assertThat(err.toString().lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("error: " + broken + ":2: This is not YAML"),
            line -> assertThat(line).startsWith("error: " + wrong + ":4: Ref names \"Document\""));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void warningsFailOnlyIfTheyShall() throws IOException {
    String warned = file("t.yaml", WARNED);
    assertThat(run("validate", warned)).isZero();
    assertThat(err.toString()).startsWith("warning: " + warned + ":3: Resources.Topic");
    assertThat(out.toString()).contains("is valid");
    assertThat(run("validate", "--strict", warned)).isEqualTo(1);
    assertThat(run("validate", "--strict", file("good.yaml", GOOD))).isZero();
  }

  @Test
  void programsGetAnArray() throws IOException {
    String file = file("t.yaml", WARNED.replace("!Ref Documents", "!Ref Document"));
    assertThat(run("validate", "--output", "json", file)).isEqualTo(1);
    JsonNode problems = new ObjectMapper().readTree(out.toString());
    assertThat(problems).hasSize(2);
    assertThat(problems.get(0).path("file").asText()).isEqualTo(file);
    assertThat(problems.get(0).path("line").asInt()).isEqualTo(5);
    assertThat(problems.get(0).path("resource").isNull()).isTrue();
    assertThat(problems.get(0).path("message").asText()).startsWith("Ref names \"Document\"");
    assertThat(problems.get(0).path("severity").asText()).isEqualTo("error");
    assertThat(problems.get(1).path("resource").asText()).isEqualTo("Topic");
    assertThat(problems.get(1).path("severity").asText()).isEqualTo("warning");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whatKeepsATemplateFromStartingIsToldToProgramsAsByValidate() throws IOException {
    String file = file("app/t.yaml", WRONG);
    JsonNode problems = Run.of("validate", "--output", "json", file).json();
    String recording =
        file("drop.jsonl", "{\"recording\":2,\"started\":\"2026-01-31T12:00:00Z\"}\n");
    for (String command : List.of("start", "replay " + recording)) {
      Run run = Run.of((command + " --output json --template " + file).split(" "));
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.json().path("problems")).isEqualTo(problems);
      assertThat(run.json().path("error").asText()).isEqualTo(run.err());
    }
  }

  @Test
  void aGoodTemplateIsAnEmptyArray() throws IOException {
    assertThat(run("validate", "--output", "json", file("t.yaml", GOOD))).isZero();
    assertThat(out.toString().strip()).isEqualTo("[]");
  }

  @Test
  void aProjectThatStartRunsIsValidated() throws IOException {
    String template = file("app/t.yaml", WITH_PARAMETER);
    String project = file("app/project.yaml", "templates: [t.yaml]\nparameters: {Owner: ann}\n");
    assertThat(Run.of("validate", template).err()).contains("Owner").doesNotContain("valid:");
    Run whole = Run.of("validate", "--project", project);
    assertThat(whole.err()).isEmpty();
    assertThat(whole.out()).startsWith(template + " is valid: ");
    assertThat(Run.of("validate", template, "--project", project).code()).isZero();
    assertThat(Run.in(Map.of("WSEMULATOR_PROJECT", project), "validate").code()).isZero();
    assertThat(
            Run.in(Map.of("WSEMULATOR_PARAMETER", "Owner=ann"), "validate", "--template", template)
                .code())
        .isZero();
  }

  @Test
  void whatIsNamedCountsMoreThanTheProjectsTemplates() throws IOException {
    file("t.yaml", WRONG);
    String good = file("good.yaml", GOOD);
    String project = file("project.yaml", "templates: [t.yaml]\noutput: json\n");
    Run run = Run.of("validate", "--project", project, good);
    assertThat(run.out()).isEqualTo("[]");
    assertThat(run.code()).isZero();
  }

  @Test
  void ofAProjectFileOnlyWhatValidateNeedsMustBeRight() throws IOException {
    String project = file("project.yaml", "web: not-built\nport: 3010\n");
    assertThat(Run.of("validate", "--project", project, file("t.yaml", GOOD)).code()).isZero();
    String wrong = file("wrong.yaml", "prot: 3010\nskipUnrunnable: maybe\n");
    Run run = Run.of("validate", "--project", wrong, file("t.yaml", GOOD));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly(
            wrong + ":1: Unknown option \"prot\". Did you mean port?",
            wrong + ":2: \"maybe\" is neither true nor false.");
  }

  @Test
  void withoutATemplateOrWithTwoWaysToNameThemTheCommandIsWrong() throws IOException {
    Run nothing = Run.of("validate");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).startsWith("Nothing to validate. Add a template");
    String file = file("t.yaml", GOOD);
    Run both = Run.of("validate", file, "--template", file);
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).startsWith("Use either FILE or --template FILE, not both");
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
