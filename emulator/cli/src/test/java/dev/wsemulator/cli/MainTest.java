package dev.wsemulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void nothingToDoIsWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Missing command", "start", "validate");
  }

  @Test
  void unknownOptionsAndMissingOnesAreWrongUsage() {
    assertThat(run("start", "--nonsense")).isEqualTo(2);
    assertThat(run("start")).isEqualTo(2);
    assertThat(err.toString()).contains("--template");
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    assertThat(run("start", "--help")).isZero();
    assertThat(run("--version")).isZero();
    assertThat(out.toString())
        .contains("--template", "--parameter", "--code", "--backend", "--host", "--port")
        .contains("--web", "--journal", "websocket-api-emulator ");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aBackEndThatIsNeitherNameNorAddressIsWrongUsage() throws IOException {
    Path template = Files.writeString(folder.resolve("template.yaml"), VALID);
    assertThat(run("start", "--template", template.toString(), "--backend", "nonsense"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--backend", "nonsense");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--parameter | Stage=dev | --parameter Stage needs a template",
        "--parameter | AWS::Region=moon | Invalid region \"moon\"",
        "--parameter | AWS::AccountId=12 | Invalid account id \"12\"",
        "--code | F=a.jar | --code, --function, --skip and --env-vars need a template",
        "--env-vars | env.json | --code, --function, --skip and --env-vars need a template",
      })
  void whatOnlyATemplateCanHaveIsWrongUsageWithoutOne(String option, String value, String message) {
    String state = folder.resolve("state").toString();
    assertThat(run("start", "--port", "0", "--state", state, option, value)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void variablesOfAFileAreReadByValidate() throws IOException {
    String template = Files.writeString(folder.resolve("template.yaml"), VALID).toString();
    Path file = Files.writeString(folder.resolve("env.json"), "{\"Nobody\": {\"A\": \"b\"}}");
    assertThat(run("validate", template, "--env-vars", file.toString())).isZero();
    assertThat(err.toString())
        .contains("env.json:1: \"Nobody\" is not a function of these templates");
  }

  @Test
  void aFolderOfThePageMustExist() {
    assertThat(run("start", "--template", "t.yaml", "--web", folder.resolve("x").toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--web", "is not a folder");
  }

  @Test
  void aQuotaNeedsANameAndAValueThatItCanHave() throws IOException {
    String template = Files.writeString(folder.resolve("template.yaml"), VALID).toString();
    assertThat(run("start", "--template", template, "--quota", "idle=3s")).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown quota \"idle\"", "idleTimeout, ");
    assertThat(run("start", "--template", template, "--quota", "idleTimeout=soon")).isEqualTo(2);
    assertThat(err.toString()).contains("The quota idleTimeout cannot be \"soon\"");
    assertThat(run("start", "--template", template, "--quota", "idleTimeout")).isEqualTo(2);
  }

  @Test
  void aFileOfQuotasMustExistAndNameQuotas() throws IOException {
    String template = Files.writeString(folder.resolve("template.yaml"), VALID).toString();
    String lost = folder.resolve("lost").toString();
    assertThat(run("start", "--template", template, "--quotas", lost)).isEqualTo(2);
    assertThat(err.toString()).contains("--quotas " + lost + " cannot be read");
    Path file = Files.writeString(folder.resolve("quotas"), "# mine\nidleTimeout=30s\nlife=1m\n");
    assertThat(run("start", "--template", template, "--quotas", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown quota \"life\"");
  }

  @Test
  void aJournalNeedsAFolderThatExistsAndIsNone() {
    String lost = folder.resolve("none").resolve("journal.jsonl").toString();
    assertThat(run("start", "--template", "t.yaml", "--journal", lost)).isEqualTo(2);
    assertThat(err.toString()).contains("--journal", lost, "Create the folder first");
    assertThat(run("start", "--template", "t.yaml", "--journal", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(folder + " is a folder");
  }

  @Test
  void aTakenPortIsAFailureThatLeavesTheJournalAlone() throws IOException {
    Path template = Files.writeString(folder.resolve("template.yaml"), VALID);
    Path journal = Files.writeString(folder.resolve("journal.jsonl"), "what another one wrote");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(
              run(
                  "start",
                  "--template",
                  template.toString(),
                  "--port",
                  port,
                  "--journal",
                  journal.toString()))
          .isEqualTo(1);
      assertThat(err.toString()).contains("127.0.0.1:" + port, "Choose another port");
    }
    assertThat(journal).hasContent("what another one wrote");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aMissingTemplateIsAFailureThatNamesIt() {
    assertThat(run("validate", folder.resolve("none.yaml").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("none.yaml", "cannot be read");
  }

  @Test
  void validateCountsWhatAGoodTemplateHas() throws IOException {
    Path template = Files.writeString(folder.resolve("template.yaml"), VALID);
    assertThat(run("validate", template.toString())).isZero();
    assertThat(out.toString()).contains("is valid: 1 WebSocket API(s), 0 function(s)");
  }

  @Test
  void validatePrintsEveryProblemWithItsLine() throws IOException {
    String broken = VALID.replace("$request.body.action", "$context.x");
    Path template =
        Files.writeString(
            folder.resolve("template.yaml"),
            broken + "  Lost:\n    Type: AWS::ApiGatewayV2::Model\n");
    assertThat(run("validate", template.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("template.yaml:7: Resources.Api.Properties.RouteSelectionExpression")
        .contains("template.yaml:14: Resources.Lost");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void containersOfLocalStackCanBeStartedFromTheRunnableJar() {
    assertThatCode(() -> Class.forName("org.testcontainers.localstack.LocalStackContainer"))
        .doesNotThrowAnyException();
  }

  private static final String VALID =
      """
      Resources:
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties:
            Name: test
            ProtocolType: WEBSOCKET
            RouteSelectionExpression: $request.body.action
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties:
            ApiId: !Ref Api
            StageName: dev
            AutoDeploy: true
      """;

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
