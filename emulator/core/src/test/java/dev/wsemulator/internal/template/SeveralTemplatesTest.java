package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nested stacks, several templates at once, and what AWS keeps between them. */
class SeveralTemplatesTest {
  private static final String SAM = "Transform: AWS::Serverless-2016-10-31\nResources:\n";

  /** A template whose function is reached by a parameter and told by an output. */
  private static final String FUNCTIONS =
      "Transform: AWS::Serverless-2016-10-31\nParameters: {Table: {Type: String}}\nResources:\n"
          + TemplateFolder.ECHO.replace("CodeUri: code", "CodeUri: ../code")
          + """
                  Environment: {Variables: {TABLE: !Ref Table}}
            Outputs:
              Arn: {Value: !GetAtt Echo.Arn, Export: {Name: !Sub '${AWS::StackName}-arn'}}
            """;

  private static final String NESTING =
      """
        Functions:
          Type: AWS::Serverless::Application
          Properties:
            Location: nested/functions.yaml
            Parameters: {Table: !Ref Connections}
        Connections: {Type: AWS::Serverless::SimpleTable}
      """;

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  @ParameterizedTest
  @CsvSource({
    "AWS::Serverless::Application,Location",
    "AWS::CloudFormation::Stack,TemplateURL",
  })
  void anApiReachesTheFunctionOfANestedStack(String type, String property) {
    folder.file("nested/functions.yaml", FUNCTIONS);
    Stack stack =
        folder.sam(
            NESTING.replace("AWS::Serverless::Application", type).replace("Location", property)
                + TemplateFolder.CHAT.replace("${Echo.Arn}", "${Functions.Outputs.Arn}")
                + """
                    Route:
                      Type: AWS::ApiGatewayV2::Route
                      Properties: {ApiId: !Ref Chat, RouteKey: $default, Target: !Sub 'integrations/${EchoIntegration}'}
                  """);
    FunctionDefinition echo = stack.functions().get(0);
    assertThat(echo.name()).isEqualTo("my-app-Functions-Echo");
    assertThat(echo.environment()).containsEntry("TABLE", "my-app-Connections");
    assertThat(((FunctionDefinition.Files) echo.code()).classPath())
        .containsExactly(folder.folder().resolve("code"));
    assertThat(stack.apis().get(0).routes()).containsKey("$default");
    assertThat(stack.outputs()).isEmpty();
    assertThat(stack.warnings()).isEmpty();
  }

  @Test
  void twoStacksOfOneTemplateHaveNamesOfTheirOwn() {
    folder.file("nested/functions.yaml", FUNCTIONS);
    Stack stack = folder.sam(NESTING + NESTING.replace("Functions:", "Others:").split("  Conn")[0]);
    assertThat(stack.functions())
        .extracting(FunctionDefinition::name)
        .containsExactly("my-app-Functions-Echo", "my-app-Others-Echo");
  }

  @Test
  void problemsOfANestedTemplateNameItsFile() {
    folder.file("nested/functions.yaml", FUNCTIONS.replace("!Ref Table", "!Ref Tabel"));
    assertThat(folder.problemsOfSam(NESTING))
        .containsExactly(
            "nested/functions.yaml:10: Ref names \"Tabel\", which is neither a parameter nor a"
                + " resource of this template. Did you mean Table?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nested/functions.yaml | nested/none.yaml | is not at",
        "nested/functions.yaml | https://example.com/a.yaml | is https://example.com/a.yaml, not a local template",
        "nested/functions.yaml | {ApplicationId: a, SemanticVersion: 1.0.0} | of the Serverless Application Repository",
        "Table: !Ref Connections | Tabel: a | Parameters.Tabel is not a parameter of the nested template. Did you mean Table?",
        "Table: !Ref Connections | '' | nested/functions.yaml:2: The parameter Table has no value",
        "nested/functions.yaml | nested/broken.yaml | broken.yaml:1: This is not YAML",
        "nested/functions.yaml | template.yaml | nested more than 10 deep",
        "!Ref Connections | !GetAtt Functions.Outputs.Arn | depends on itself",
        "!Ref Connections | !GetAtt Connections.Outputs.Arn | Connections.Outputs.Arn, which is not known",
      })
  void whatCannotBeNestedIsAProblem(String right, String wrong, String message) {
    folder.file("nested/functions.yaml", FUNCTIONS);
    folder.file("nested/broken.yaml", "a: [");
    assertThat(folder.problemsOfSam(NESTING.replace(right, wrong)))
        .anyMatch(problem -> problem.contains(message));
  }

  @Test
  void whatANestedStackDoesNotPutOutIsNotKnown() {
    folder.file("nested/functions.yaml", FUNCTIONS);
    assertThat(
            folder.problems(
                SAM + NESTING + "Outputs: {Arn: {Value: !GetAtt Functions.Outputs.Arm}}\n"))
        .singleElement()
        .asString()
        .contains("Functions.Outputs.Arm, which is not known here");
  }

  @Test
  void templatesImportWhatOthersExport() {
    Path functions = folder.file("functions/template.yaml", FUNCTIONS);
    Path apis =
        folder.file(
            "apis/template.yaml",
            SAM
                + TemplateFolder.CHAT.replace(
                    "!Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations",
                    "!Join ['', ['arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/', !ImportValue functions-arn, /invocations]]")
                + """
                    Route:
                      Type: AWS::ApiGatewayV2::Route
                      Properties: {ApiId: !Ref Chat, RouteKey: $default, Target: !Sub 'integrations/${EchoIntegration}'}
                  """);
    Stack stack = TemplateFolder.load(List.of(apis, functions), Map.of("Table", "connections"));
    assertThat(stack.functions())
        .extracting(FunctionDefinition::name)
        .containsExactly("functions-Echo");
    assertThat(stack.apis().get(0).routes()).containsKey("$default");
    assertThat(stack.name()).isEqualTo("apis");
    assertThat(TemplateFolder.problems(List.of(apis)))
        .singleElement()
        .asString()
        .contains(
            "\"functions-arn\", which no given template exports",
            "--parameter 'export:functions-arn=VALUE'");
  }

  @Test
  void whatAnotherStackExportsMayBeGiven() {
    Path file =
        folder.file(
            "template.yaml",
            "Resources: {A: {Type: AWS::S3::Bucket}}\nOutputs: {Out: {Value: !ImportValue a-b}}\n");
    assertThat(TemplateFolder.load(List.of(file), Map.of("export:a-b", "c")).outputs())
        .containsEntry("Out", "c");
  }

  @Test
  void templatesOfOneFolderHaveIdsOfTheirOwn() {
    String template = SAM + TemplateFolder.CHAT.split("  EchoIntegration")[0];
    Stack stack =
        TemplateFolder.load(
            List.of(folder.file("first.yaml", template), folder.file("second.yaml", template)),
            Map.of());
    assertThat(stack.apis()).extracting(WebSocketApi::apiId).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void anExportThatNeedsItselfIsAProblem() {
    assertThat(
            folder.problems(
                "Resources: {A: {Type: AWS::S3::Bucket}}\n"
                    + "Outputs: {A: {Value: !ImportValue a, Export: {Name: a}}}\n"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'{{resolve:ssm:/chat/table}}'",
        "'{{resolve:ssm:/chat/table:3}}'",
        "!Sub '{{resolve:ssm:/${Name}/table}}'",
        "!Join ['', ['{{resolve:ssm:/chat', '/table}}']]",
        "!Ref Kept",
        "!GetAtt Table.Value",
        "!Select [0, !Ref KeptList]",
      })
  void parameterStoreIsWhatTemplatesDeclare(String expression) {
    assertThat(
            folder.valueOf(
                expression,
                """
                Parameters:
                  Name: {Type: String, Default: chat}
                  Kept: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /chat/table}
                  KeptList: {Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /chat/table}
                  Unused: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /cdk-bootstrap/version}
                """
                    .stripTrailing(),
                "Table: {Type: AWS::SSM::Parameter, Properties: {Name: /chat/table, Type: String,"
                    + " Value: !Ref Connections}}"))
        .isEqualTo("my-app-Connections");
  }

  @Test
  void whatAwsKeepsMayBeGiven() {
    String template =
        """
        Parameters: {Image: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /image}}
        Resources: {A: {Type: AWS::S3::Bucket}}
        Outputs:
          Key: {Value: '{{resolve:secretsmanager:Key:SecretString:password}}-{{resolve:ssm:/a:1}}'}
          Image: {Value: !Ref Image}
        """;
    Map<String, String> given =
        Map.of("secretsmanager:Key:SecretString:password", "x", "ssm:/a", "y", "ssm:/image", "z");
    assertThat(folder.load(template, given).outputs())
        .containsExactlyInAnyOrderEntriesOf(Map.of("Key", "x-y", "Image", "z"));
    assertThat(folder.problems(template, Map.of("ssm:/a", "y", "Image", "z")))
        .containsExactly(
            "template.yaml:4: {{resolve:secretsmanager:Key:SecretString:password}} is kept on AWS,"
                + " which is not asked from here. Give its value with --parameter"
                + " 'secretsmanager:Key:SecretString:password=VALUE', or declare it in a template as"
                + " an AWS::SecretsManager::Secret.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Sub '{{resolve:secretsmanager:${Db}:SecretString:password}}' | x",
        "!Sub '{{resolve:secretsmanager:${Db.Id}:SecretString:port:AWSCURRENT}}' | 5432",
        "!Sub '{{resolve:secretsmanager:${Db}}}' | '{\"password\":\"x\",\"port\":5432}'",
        "!Sub '{{resolve:secretsmanager:chat/db:SecretString:password}}' | x",
        "!Sub '{{resolve:secretsmanager:chat/db:SecretString:password::}}' | x",
        "!Sub '{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:123456789012:secret:chat/db:SecretString:password}}' | x",
      })
  void secretIsWhatATemplateDeclares(String expression, String value) {
    assertThat(
            folder.valueOf(
                expression,
                "",
                "Db: {Type: AWS::SecretsManager::Secret, Properties: {Name: chat/db, SecretString:"
                    + " '{\"password\":\"x\",\"port\":5432}'}}"))
        .isEqualTo(value);
  }

  @Test
  void generatedSecretIsMadeUpAndTold() {
    Stack stack =
        folder.load(
            """
            Resources:
              Db:
                Type: AWS::SecretsManager::Secret
                Properties:
                  GenerateSecretString: {SecretStringTemplate: '{"user": "me"}', GenerateStringKey: password}
              Key: {Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {}}}
              A: {Type: AWS::S3::Bucket}
            Outputs:
              User: {Value: !Sub '{{resolve:secretsmanager:${Db}:SecretString:user}}'}
              Password: {Value: !Sub '{{resolve:secretsmanager:${Db}:SecretString:password}}'}
              Key: {Value: !Sub '{{resolve:secretsmanager:${Key}}}'}
            """,
            Map.of());
    String password = stack.outputs().get("Password");
    assertThat(stack.outputs().get("User")).isEqualTo("me");
    assertThat(password).matches("[0-9a-f]{32}").isNotEqualTo(stack.outputs().get("Key"));
    assertThat(stack.outputs().get("Key")).matches("[0-9a-f]{32}");
    assertThat(stack.warnings())
        .contains(
            "template.yaml:2: Resources.Db generates a password; here it is "
                + password
                + " at every start.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat/db:SecretString:user",
        "chat/db:SecretString:password:AWSPREVIOUS",
        "chat/db:SecretString:password::1234",
        "chat/other:SecretString:password"
      })
  void secretThatNoTemplateHasIsAProblem(String reference) {
    assertThat(
            folder.problems(
                """
                Resources:
                  Db: {Type: AWS::SecretsManager::Secret, Properties: {Name: chat/db, SecretString: '{"password":"x"}'}}
                Outputs:
                  Password: {Value: '{{resolve:secretsmanager:%s}}'}
                """
                    .formatted(reference)))
        .singleElement()
        .asString()
        .contains(reference + "}} is kept on AWS");
  }
}
