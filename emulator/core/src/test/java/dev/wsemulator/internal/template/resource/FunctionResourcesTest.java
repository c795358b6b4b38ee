package dev.wsemulator.internal.template.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.Template;
import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LoggingConfig;
import dev.wsemulator.lambda.LoggingConfig.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionResourcesTest {
  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  private FunctionDefinition echo(String properties) {
    return folder.sam(TemplateFolder.ECHO + properties).functions().get(0);
  }

  @Test
  void functionHasLambdasDefaults() {
    FunctionDefinition echo = echo("");
    assertThat(echo.name()).isEqualTo("my-app-Echo");
    assertThat(echo.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(echo.memoryMb()).isEqualTo(128);
    assertThat(echo.reservedConcurrency()).isEqualTo(OptionalInt.empty());
    assertThat(echo.policy()).isEmpty();
    assertThat(((FunctionDefinition.Files) echo.code()).handler()).isEqualTo("app.Echo");
  }

  @Test
  void functionsLogAsTheyAreConfigured() {
    assertThat(echo("").logging()).isEqualTo(LoggingConfig.TEXT);
    FunctionDefinition configured =
        echo(
            """
                  LoggingConfig:
                    LogFormat: JSON
                    ApplicationLogLevel: WARN
                    LogGroup: /own/group
            """);
    assertThat(configured.logging())
        .isEqualTo(LoggingConfig.json(Level.WARN, Level.INFO).in("/own/group"));
    assertThat(configured.logGroup()).isEqualTo("/own/group");
    assertThat(echo("").logGroup()).isEqualTo("/aws/lambda/my-app-Echo");
  }

  @Test
  void codeThatIsGivenComesInPlaceOfInlineCode() throws IOException {
    String inline =
        """
          Placeholder:
            Type: AWS::Lambda::Function
            Properties:
              Handler: index.handler
              Runtime: python3.12
              Role: arn:aws:iam::123456789012:role/any
              Code: {ZipFile: "def handler(event, context): return {}"}
        """;
    assertThat(((ChildProcess) folder.sam(inline).functions().get(0).code()).source()).isPresent();
    Path given = Files.createDirectories(folder.folder().resolve("src"));
    Files.writeString(given.resolve("index.py"), "def handler(event, context): return {}");
    Path file = folder.folder().resolve("template.yaml");
    ChildProcess code =
        (ChildProcess)
            Template.of(file).code("Placeholder", given).load().functions().get(0).code();
    assertThat(code.source()).isEmpty();
    assertThat(code.place()).contains(given);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LogFormat: Xml | LogFormat is \"Xml\". It is JSON or Text.",
        "SystemLogLevel: ERROR | SystemLogLevel is \"ERROR\". It is one of [DEBUG, INFO, WARN].",
        "ApplicationLogLevel: WARN | Levels need JSON. Write LogFormat: JSON."
      })
  void wrongLoggingIsTold(String property, String words) {
    assertThat(
            folder.problemsOfSam(TemplateFolder.ECHO + "      LoggingConfig: {" + property + "}\n"))
        .singleElement()
        .asString()
        .startsWith("template.yaml:9: Resources.Echo.Properties.LoggingConfig.")
        .contains(words);
  }

  @Test
  void functionHasItsSettings() {
    FunctionDefinition echo =
        echo(
            """
                  FunctionName: echo
                  Timeout: 900
                  MemorySize: 2048
                  ReservedConcurrentExecutions: 5
                  Environment: {Variables: {SELF: me, FLAG: true}}
            """);
    assertThat(echo.name()).isEqualTo("echo");
    assertThat(echo.timeout()).isEqualTo(Duration.ofMinutes(15));
    assertThat(echo.memoryMb()).isEqualTo(2048);
    assertThat(echo.reservedConcurrency()).hasValue(5);
    assertThat(echo.environment()).isEqualTo(Map.of("SELF", "me", "FLAG", "true"));
  }

  @Test
  void functionsAreKnownByTheirLogicalIds() {
    String other = TemplateFolder.ECHO.replace("Echo:", "Other:") + "      FunctionName: mine\n";
    assertThat(folder.sam(TemplateFolder.ECHO + other).functionNames())
        .isEqualTo(Map.of("Echo", "my-app-Echo", "Other", "mine"));
  }

  @Test
  void globalsAreBeneathTheFunctionsOwn() {
    FunctionDefinition echo =
        folder
            .load(
                "Transform: AWS::Serverless-2016-10-31\n"
                    + "Globals: {Function: {Timeout: 10, MemorySize: 512, Environment: {Variables: {A: global, B: global}}}}\n"
                    + "Resources:\n"
                    + TemplateFolder.ECHO
                    + "      MemorySize: 256\n      Environment: {Variables: {B: own}}\n")
            .functions()
            .get(0);
    assertThat(echo.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(echo.memoryMb()).isEqualTo(256);
    assertThat(echo.environment()).isEqualTo(Map.of("A", "global", "B", "own"));
  }

  @Test
  void functionOfPlainCloudFormationIsRead() {
    String function =
        TemplateFolder.ECHO
            .replace("AWS::Serverless::Function", "AWS::Lambda::Function")
            .replace("CodeUri: code", "Code: code\n      Role: arn:aws:iam::1:role/a");
    assertThat(folder.load("Resources:\n" + function).functions())
        .extracting(FunctionDefinition::name)
        .containsExactly("my-app-Echo");
    assertThat(folder.problems("Resources:\n" + function.replace("Role", "Description")))
        .containsExactly(
            "template.yaml:2: Resources.Echo.Properties.Role is missing. Write: !GetAtt"
                + " MyRole.Arn");
    assertThat(
            folder.problems(
                "Resources:\n" + function.replace("Code: code", "Code: {S3Bucket: a, S3Key: b}")))
        .containsExactly(
            "template.yaml:7: Resources.Echo.Properties.Code is in S3, not a local path. Take the"
                + " template as it was before it was packaged, or give the code with --code"
                + " Echo=PATH.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Timeout: 901 | 1 is the least and 900 is the most",
        "Timeout: 0 | 1 is the least",
        "MemorySize: 64 | 128 is the least",
        "FunctionName: a/b | 1 to 64 letters",
        "Environment: {Variables: a} | Environment.Variables is not a map",
        "Timeout: ten | whole number is expected",
        "MemorySize: -1 | whole number",
        "Environment: {Variables: {A: [b]}} | Environment.Variables.A is not a text",
      })
  void wrongSettingsAreProblems(String property, String message) {
    assertThat(folder.problemsOfSam(TemplateFolder.ECHO + "      " + property + "\n"))
        .singleElement()
        .asString()
        .startsWith("template.yaml:9: ")
        .contains(message);
  }

  @Test
  void functionWithoutAHandlerIsAProblem() {
    assertThat(folder.problemsOfSam(TemplateFolder.ECHO.replace("Handler", "Description")))
        .containsExactly(
            "template.yaml:3: Resources.Echo.Properties.Handler is missing. Write"
                + " package.Class::method.");
  }

  @Test
  void misspeltPropertyIsWarnedOf() {
    assertThat(folder.sam(TemplateFolder.ECHO + "      TimeOut: 9\n").warnings())
        .containsExactly(
            "template.yaml:9: Resources.Echo.Properties.TimeOut has no effect here. Did you mean"
                + " Timeout?");
  }

  @Test
  void twoFunctionsOfOneNameAreAProblem() {
    String other =
        TemplateFolder.ECHO.replace("Echo:", "Other:") + "      FunctionName: my-app-Echo\n";
    assertThat(folder.problemsOfSam(TemplateFolder.ECHO + other))
        .singleElement()
        .asString()
        .contains("\"my-app-Echo\", as of another function");
  }

  @Test
  void globalsMayBeIgnored() {
    String template =
        "Transform: AWS::Serverless-2016-10-31\n"
            + "Globals: {Function: {Timeout: 10, MemorySize: 512}}\n"
            + "Resources:\n"
            + TemplateFolder.ECHO;
    FunctionDefinition one =
        folder.load(template + "    IgnoreGlobals: [Timeout]\n").functions().get(0);
    assertThat(one.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(one.memoryMb()).isEqualTo(512);
    assertThat(folder.load(template + "    IgnoreGlobals: '*'\n").functions().get(0).memoryMb())
        .isEqualTo(128);
  }
}
