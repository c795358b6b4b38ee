package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntrinsicsTest {
  private static final String TEMPLATE =
      """
      Parameters:
        Size: {Type: String, Default: small}
        Names: {Type: CommaDelimitedList, Default: "one, two"}
      Mappings:
        Sizes:
          small: {Memory: "256"}
      Conditions:
        IsSmall: !Equals [!Ref Size, small]
        IsLarge: {"Fn::Equals": [{Ref: Size}, large]}
        Neither: !Not [!Or [!Condition IsSmall, !Condition IsLarge]]
        Both: !And [!Condition IsSmall, !Not [Condition: IsLarge]]
      Resources:
        Chat:
          Type: AWS::Serverless::Function
          Properties: {FunctionName: chat, Handler: a.B::c, CodeUri: code}
        Table:
          Type: AWS::Serverless::SimpleTable
        Pictures:
          Type: AWS::S3::Bucket
          Properties: {BucketName: pictures}
        Api:
          Type: AWS::Serverless::WebSocketApi
          Properties: {Routes: {$default: {FunctionArn: !GetAtt Chat.Arn}}}
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {StageName: prod, ApiId: !Ref Api, AutoDeploy: true}
      """;

  @TempDir Path directory;
  private Templates templates;

  @BeforeEach
  void namesTheStackByItsFolder() throws Exception {
    templates = new Templates(Files.createDirectory(directory.resolve("Chat App")));
  }

  /** Every intrinsic, in its short and its long form. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "!Ref Size | small",
        "{Ref: Size} | small",
        "!GetAtt Chat.Arn | arn:aws:lambda:us-east-1:123456789012:function:chat",
        "{'Fn::GetAtt': [Chat, Arn]} | arn:aws:lambda:us-east-1:123456789012:function:chat",
        "{'Fn::GetAtt': Chat.Arn} | arn:aws:lambda:us-east-1:123456789012:function:chat",
        "!GetAtt [Chat, Arn] | arn:aws:lambda:us-east-1:123456789012:function:chat",
        "!Sub 'a ${Size} of ${Chat}' | a small of chat",
        "{'Fn::Sub': 'a ${Size} of ${Chat}'} | a small of chat",
        "!Sub 'kept ${!Size}' | kept ${Size}",
        "!Sub ['${own} ${Size}', {own: !Ref Chat}] | chat small",
        "{'Fn::Sub': ['${own} ${Size}', {own: mine}]} | mine small",
        "!Sub '${Names}' | one,two",
        "!Join ['-', [a, !Ref Size]] | a-small",
        "!Join ['-', !Ref Names] | one-two",
        "{'Fn::Join': ['-', [a, {Ref: Size}]]} | a-small",
        "!Select [1, !Ref Names] | two",
        "{'Fn::Select': ['0', [a, b]]} | a",
        "!Select [2, !Split ['/', a/b/c]] | c",
        "{'Fn::Select': [1, {'Fn::Split': ['/', a/b/c]}]} | b",
        "!If [IsSmall, yes, no] | yes",
        "{'Fn::If': [IsLarge, yes, no]} | no",
        "!If [Neither, yes, no] | no",
        "!If [Both, yes, no] | yes",
        "!FindInMap [Sizes, !Ref Size, Memory] | 256",
        "{'Fn::FindInMap': [Sizes, {Ref: Size}, Memory]} | 256",
        "!Join ['', [x, !If [IsLarge, y, !Ref AWS::NoValue]]] | x",
      })
  void resolves(String expression, String expected) {
    assertThat(output(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"!Base64 plain", "{'Fn::Base64': plain}"})
  void encodesBase64(String expression) {
    assertThat(new String(Base64.getDecoder().decode(output(expression)))).isEqualTo("plain");
  }

  @ParameterizedTest
  @CsvSource({
    "AWS::Region,us-east-1",
    "AWS::AccountId,123456789012",
    "AWS::StackName,chat-app",
    "AWS::Partition,aws",
    "AWS::URLSuffix,amazonaws.com"
  })
  void knowsThePseudoParameter(String name, String expected) {
    assertThat(output("!Ref " + name)).isEqualTo(expected);
    assertThat(output("!Sub '${" + name + "}'")).isEqualTo(expected);
  }

  @Test
  void knowsTheStackId() {
    assertThat(output("!Ref AWS::StackId"))
        .startsWith("arn:aws:cloudformation:us-east-1:123456789012:stack/chat-app/");
  }

  @Tag("CF-05")
  @ParameterizedTest
  @CsvSource({"Chat,chat", "Table,chat-app-Table", "Pictures,pictures", "Stage,prod"})
  void refYieldsTheNameOf(String id, String expected) {
    assertThat(output("!Ref " + id)).isEqualTo(expected);
  }

  @Tag("CF-05")
  @Test
  void refYieldsTheSameApiIdAtEveryReading() {
    assertThat(output("!Ref Api")).matches("[a-z0-9]{10}").isEqualTo(output("!Ref Api"));
  }

  @ParameterizedTest
  @CsvSource({
    "Table.Arn,arn:aws:dynamodb:us-east-1:123456789012:table/chat-app-Table",
    "Pictures.Arn,arn:aws:s3:::pictures",
    "Pictures.DomainName,pictures.s3.amazonaws.com",
    "Pictures.RegionalDomainName,pictures.s3.us-east-1.amazonaws.com"
  })
  void getAttYields(String attribute, String expected) {
    assertThat(output("!GetAtt " + attribute)).isEqualTo(expected);
    assertThat(output("!Sub '${" + attribute + "}'")).isEqualTo(expected);
  }

  @Tag("CF-06")
  @Test
  void theEndpointOfAnApiBeginsWithWss() {
    String template =
        Templates.resource("chat-cloudformation.yaml")
            + "Outputs: {Id: {Value: !Ref Api}, End: {Value: !GetAtt Api.ApiEndpoint},"
            + " Route: {Value: !Ref SendRoute}, RouteId: {Value: !GetAtt SendRoute.RouteId}}\n";
    Map<String, String> outputs = templates.read(template).outputs();
    assertThat(outputs.get("End"))
        .isEqualTo("wss://" + outputs.get("Id") + ".execute-api.us-east-1.amazonaws.com");
    assertThat(outputs.get("RouteId")).isNotEmpty().isEqualTo(outputs.get("Route"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "!Ref Sise | Ref names \"Sise\", which is neither a parameter nor a resource of this"
            + " template. Did you mean Size?",
        "!Ref Zebrafish | Ref names \"Zebrafish\", which is neither a parameter nor a resource of"
            + " this template.",
        "!Sub '${Chad}' | Fn::Sub names \"Chad\", which is neither a parameter nor a resource of"
            + " this template. Did you mean Chat?",
        "!GetAtt Chatt.Arn | Fn::GetAtt names \"Chatt\", which is neither a parameter nor a"
            + " resource of this template. Did you mean Chat?",
        "!GetAtt Chat.Colour | Fn::GetAtt asks for Chat.Colour, which is not known here. Write the"
            + " value itself in its place.",
        "!ImportValue x | Fn::ImportValue cannot be resolved locally. Write the value itself in its"
            + " place.",
        "!Select [7, [a]] | Fn::Select takes an index and a list that has it.",
        "!Select [x, [a]] | Fn::Select takes an index and a list that has it.",
        "!Join [a] | Fn::Join takes a delimiter and a list.",
        "!If [IsSmall] | Fn::If takes a condition's name and two values.",
        "!If [IsSmal, a, b] | There is no condition \"IsSmal\" in Conditions.",
        "!FindInMap [Sizes, huge, Memory] | Fn::FindInMap finds nothing at [Sizes, huge, Memory]."
            + " Add it to Mappings.",
        "!Sub [] | A text is expected here.",
        "[a, b] | A text is expected here.",
      })
  void refuses(String expression, String message) {
    String template = withOutput(expression);
    assertThat(templates.problems(template))
        .containsExactly(Templates.at(template, "  Result: ", message));
  }

  @Test
  void aFalseConditionLeavesOutResourcesAndOutputs() {
    String template =
        TEMPLATE.replace("SimpleTable\n", "SimpleTable\n    Condition: IsLarge\n")
            + "Outputs:\n  Result: {Condition: IsLarge, Value: !Ref Table}\n";
    assertThat(templates.read(template).tables()).isEmpty();
    assertThat(templates.read(template).outputs()).isEmpty();
    Map<String, String> large = Map.of("Size", "large");
    assertThat(templates.read(template, large).tables()).hasSize(1);
    assertThat(templates.read(template, large).outputs()).containsKey("Result");
  }

  private String output(String expression) {
    return templates.read(withOutput(expression)).outputs().get("Result");
  }

  private static String withOutput(String expression) {
    return TEMPLATE + "Outputs:\n  Result: {Value: " + expression + "}\n";
  }
}
