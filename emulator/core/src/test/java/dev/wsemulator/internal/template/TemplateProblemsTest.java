package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateProblemsTest {
  private static final String PARAMETERS =
      """
      Parameters:
        Size:
          Type: String
          Default: small
          AllowedValues: [small, large]
        Code:
          Type: String
          AllowedPattern: "[a-z]+"
      Resources:
        Store: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${Size}-${Code}"}}
      """;

  @TempDir Path folder;
  private Templates templates;

  @BeforeEach
  void writesToTheFolder() {
    templates = new Templates(folder);
  }

  /** Each row replaces a piece of a sound template, and names its line and the whole message. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Target: !Sub integrations/${ChatIntegration} | Target: chat | Target: chat"
            + " | Resources.ConnectRoute.Properties.Target is \"chat\", but a route's target has the"
            + " form integrations/<id> of an integration of this template. Write, for example:"
            + " !Sub integrations/${MyIntegration}",
        "Target: !Sub integrations/${ChatIntegration} | Target: integrations/none"
            + " | Target: integrations/none"
            + " | Resources.ConnectRoute.Properties.Target is \"integrations/none\", but a route's"
            + " target has the form integrations/<id> of an integration of this template. Write,"
            + " for example: !Sub integrations/${MyIntegration}",
        "AuthorizationType: NONE | AuthorizationType: CUSTOM | AuthorizationType"
            + " | Resources.ConnectRoute.Properties.AuthorizationType is \"CUSTOM\", which is not"
            + " supported yet. Remove it for local use.",
        "AuthorizationType: NONE | ApiKeyRequired: true | ApiKeyRequired"
            + " | Resources.ConnectRoute.Properties.ApiKeyRequired is \"true\", which is not"
            + " supported yet. Remove it for local use.",
        "TimeoutInMillis: 5000 | TimeoutInMillis: soon | TimeoutInMillis"
            + " | Resources.SlowIntegration.Properties.TimeoutInMillis is \"soon\", but a whole"
            + " number of milliseconds from 50 to 29000 is expected.",
        "TimeoutInMillis: 5000 | TimeoutInMillis: 49 | TimeoutInMillis"
            + " | Resources.SlowIntegration.Properties.TimeoutInMillis is \"49\", but a whole"
            + " number of milliseconds from 50 to 29000 is expected.",
        "TimeoutInMillis: 5000 | TimeoutInMillis: 29001 | TimeoutInMillis"
            + " | Resources.SlowIntegration.Properties.TimeoutInMillis is \"29001\", but a whole"
            + " number of milliseconds from 50 to 29000 is expected.",
        "Runtime: java17 | Runtime: nodejs20.x | Runtime"
            + " | Resources.Chat.Properties.Runtime is nodejs20.x, but only functions in Java can"
            + " run here. Remove the function, or give a Java one.",
        "Runtime: java17 | Timeout: long | Timeout: long"
            + " | Resources.Chat.Properties.Timeout is \"long\", but a whole number is expected.",
      })
  void isRefused(String sound, String broken, String line, String message) {
    String template = Templates.resource("chat-cloudformation.yaml").replace(sound, broken);
    assertThat(templates.problems(template)).containsExactly(Templates.at(template, line, message));
  }

  @Test
  void anIntegrationWithoutFunctionIsRefused() {
    String template =
        Templates.resource("chat-cloudformation.yaml")
            .replaceFirst("IntegrationType: AWS_PROXY", "IntegrationType: HTTP_PROXY");
    assertThat(templates.problems(template))
        .containsExactly(
            Templates.at(
                template,
                "HTTP_PROXY",
                "Resources.ChatIntegration.Properties.IntegrationType is \"HTTP_PROXY\", which is"
                    + " not supported yet. Use AWS_PROXY with a function."));
  }

  @Test
  void aHandlerIsNeeded() {
    String template =
        Templates.withFunction("").replace("Handler: example.Chat::handle", "Timeout: 3");
    assertThat(templates.problems(template))
        .containsExactly(
            Templates.at(
                template,
                "Type: AWS::Serverless::Function",
                "Resources.Chat.Properties.Handler is missing. Write package.Class::method."));
  }

  @Test
  void codeIsNeeded() {
    String template = Templates.withFunction("").replace("CodeUri: code", "Timeout: 3");
    assertThat(templates.problems(template))
        .containsExactly(
            Templates.at(
                template,
                "Type: AWS::Serverless::Function",
                "Resources.Chat.Properties.CodeUri is not a local path. Give one with --code"
                    + " Chat=PATH."));
  }

  @Test
  void anApiWithoutStageIsRefused() {
    String template =
        "Resources: {A: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: WEBSOCKET}}}";
    assertThat(templates.problems(template))
        .containsExactly(
            "template.yaml:1: Resources.A has no stage, so nobody can connect. Add an"
                + " AWS::ApiGatewayV2::Stage.");
  }

  @Test
  void everyProblemIsToldAtOnceInTheOrderOfTheFile() {
    String template =
        Templates.resource("chat-cloudformation.yaml")
            .replace("TimeoutInMillis: 5000", "TimeoutInMillis: soon")
            .replace("AuthorizationType: NONE", "AuthorizationType: CUSTOM")
            .replace("Runtime: java17", "Runtime: nodejs20.x")
            .replace("StageName: dev", "StageName: !Ref Stge");
    List<String> problems = templates.problems(template);
    assertThat(problems)
        .extracting(problem -> problem.replaceFirst("^(template.yaml:\\d+: \\S+ ).*", "$1").strip())
        .containsExactly(
            Templates.at(template, "Runtime", "Resources.Chat.Properties.Runtime"),
            Templates.at(template, "soon", "Resources.SlowIntegration.Properties.TimeoutInMillis"),
            Templates.at(template, "CUSTOM", "Resources.ConnectRoute.Properties.AuthorizationType"),
            Templates.at(template, "Stge", "Ref"));
    assertThat(problems.get(3)).endsWith("Did you mean Stage?");
  }

  @Test
  void parametersTakeTheGivenValueElseTheirDefault() {
    assertThat(templates.read(PARAMETERS, Map.of("Code", "abc")).buckets().get(0).bucketName())
        .isEqualTo("small-abc");
    Map<String, String> both = Map.of("Code", "abc", "Size", "large");
    assertThat(templates.read(PARAMETERS, both).buckets().get(0).bucketName())
        .isEqualTo("large-abc");
  }

  @Test
  void aParameterWithoutValueIsRefused() {
    assertThat(templates.problems(PARAMETERS))
        .containsExactly(
            "template.yaml:7: The parameter Code has no value. Give one with --parameter"
                + " Code=VALUE.");
  }

  @Test
  void aParameterThatTheTemplateHasNotIsRefused() {
    assertThat(templates.problems(PARAMETERS, Map.of("Code", "abc", "Colour", "red")))
        .containsExactly(
            "template.yaml:2: The template has no parameter \"Colour\"; it has [Size, Code].");
  }

  @Test
  void valuesThatAreNotAllowedAreRefused() {
    assertThat(templates.problems(PARAMETERS, Map.of("Code", "a1", "Size", "huge")))
        .containsExactly(
            "template.yaml:3: The parameter Size is \"huge\", but may only be one of [small,"
                + " large].",
            "template.yaml:7: The parameter Code is \"a1\", which does not match [a-z]+.");
  }

  @Test
  void aSyntaxErrorNamesItsLine() {
    assertThat(templates.problems("Resources:\n  Chat:\n    Type: [unclosed\nOutputs: {}\n"))
        .singleElement()
        .asString()
        .startsWith("template.yaml:4: This is not YAML: ");
  }

  @Test
  void aNameThatStandsTwiceIsRefusedAtItsSecondLine() {
    assertThat(templates.problems("Resources:\n  Chat: {Type: a}\n  Chat: {Type: b}\n"))
        .containsExactly("template.yaml:3: \"Chat\" stands here twice. Remove one.");
  }

  @Test
  void anAliasBombOfFewAliasesIsRefused() {
    assertThat(templates.problems(bomb(4)))
        .singleElement()
        .asString()
        .matches("template.yaml:\\d+: The template has more than 200000 values with its aliases.");
  }

  @Test
  void anAliasBombOfManyAliasesIsRefused() {
    assertThat(templates.problems(bomb(10)))
        .containsExactly(
            "template.yaml:1: This is not YAML: Number of aliases for non-scalar nodes exceeds the"
                + " specified max=50");
  }

  private static String bomb(int width) {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(width)));
    }
    return bomb.toString();
  }

  @Test
  void anAliasThatContainsItselfIsRefused() {
    assertThat(templates.problems("Resources: &all\n  Chat: *all\n"))
        .singleElement()
        .asString()
        .endsWith("nested more than 200 levels deep; does an alias contain itself?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing but a comment\n"})
  void anEmptyTemplateIsRefused(String template) {
    assertThat(templates.problems(template))
        .containsExactly("template.yaml:1: The template is empty.");
  }

  @Test
  void aTemplateWithoutResourcesIsRefused() {
    assertThat(templates.problems("Description: nothing\n"))
        .containsExactly(
            "template.yaml:1: The template has no Resources, so there is nothing to start.");
  }

  @Test
  void whatHasNoEffectIsAWarningWithItsLine() {
    String template =
        Templates.withFunction(
            """
                  Layers: [one]
              Queue:
                Type: AWS::SQS::Queue
              Http:
                Type: AWS::ApiGatewayV2::Api
                Properties: {ProtocolType: HTTP}
            """);
    assertThat(templates.read(template).warnings())
        .containsExactly(
            Templates.at(
                template, "Layers", "Resources.Chat.Properties.Layers has no effect here."),
            Templates.at(
                template, "AWS::SQS", "Resources.Queue (AWS::SQS::Queue) has no effect here."),
            Templates.at(
                template,
                "AWS::ApiGatewayV2::Api",
                "Resources.Http is not a WebSocket API and is not served."));
  }

  @Test
  void aResourceOfWebSocketApisThatIsNotServedIsAnError() {
    String template =
        Templates.withFunction("  Login: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {}}\n");
    assertThat(templates.problems(template))
        .containsExactly(
            Templates.at(
                template,
                "Login",
                "Resources.Login (AWS::ApiGatewayV2::Authorizer) is not supported yet. Remove it"
                    + " for local use."));
  }
}
