package dev.wsemulator.internal.template.intrinsic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.testing.Aws;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicsTest {
  private static final String SECTIONS =
      """
      Parameters:
        Color: {Type: String, Default: red}
        Sizes: {Type: CommaDelimitedList, Default: 'small, large'}
      Mappings:
        Limits: {dev: {memory: 128}, prod: {memory: 1024}}
      Conditions:
        IsRed: !Equals [!Ref Color, red]
        IsBlue: !Equals [!Ref Color, blue]
        IsColored: !Or [!Condition IsRed, !Condition IsBlue]
        IsBoth: !And [Condition: IsRed, Condition: IsBlue]
        IsNotBlue: !Not [!Condition IsBlue]
      """;

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Color | red",
        "{Ref: Color} | red",
        "!Sub '${Sizes}' | small,large",
        "{'Fn::GetAtt': Documents.Arn} | arn:aws:s3:::documents",
        "!GetAtt Documents.DomainName | documents.s3.amazonaws.com",
        "!GetAtt Documents.RegionalDomainName | documents.s3.us-east-1.amazonaws.com",
        "{'Fn::Join': ['-', [a, {Ref: Color}]]} | a-red",
        "{'Fn::Select': [1, {'Fn::Split': ['/', a/b/c]}]} | b",
        "{'Fn::If': [IsBlue, 'yes', 'no']} | no",
        "{'Fn::FindInMap': [Limits, dev, memory]} | 128",
        "!Join ['', [x, !If [IsBlue, y, !Ref AWS::NoValue]]] | x",
        "!Ref AWS::Partition | aws",
        "!Ref AWS::URLSuffix | amazonaws.com",
        "!Ref AWS::StackId | arn:aws:cloudformation:us-east-1:123456789012:stack/my-app/00000000-0000-0000-0000-000000000000",
        "!Select [1, !GetAZs ''] | us-east-1b",
        "!Select [0, !GetAZs eu-west-1] | eu-west-1a",
        "!Join ['+', !Cidr [10.0.0.0/16, 3, 8]] | 10.0.0.0/24+10.0.1.0/24+10.0.2.0/24",
        "!Select [1, !Cidr ['192.168.1.77/24', 2, '5']] | 192.168.1.32/27",
        "!FindInMap [Limits, test, memory, {DefaultValue: !Ref Color}] | red",
        "!FindInMap [Limits, dev, memory, {DefaultValue: none}] | 128",
        "!GetAtt Queue.QueueName | my-app-Queue",
        "!GetAtt Queue.QueueUrl | https://sqs.us-east-1.amazonaws.com/123456789012/my-app-Queue",
        "!Ref AWS::Region | us-east-1",
        "!Ref AWS::AccountId | 123456789012",
        "!Ref AWS::StackName | my-app",
        "!Sub '${AWS::Partition}/${AWS::URLSuffix}' | aws/amazonaws.com",
        "!Sub 'a-${Color}-${!Color}' | a-red-${Color}",
        "{'Fn::Sub': 'a-${Color}'} | a-red",
        "!Sub ['${Color}-${Own}', {Own: !Ref Color}] | red-red",
        "!Sub 'x${Documents.Arn}' | xarn:aws:s3:::documents",
        "!GetAtt Documents.Arn | arn:aws:s3:::documents",
        "!GetAtt [Documents, Arn] | arn:aws:s3:::documents",
        "{'Fn::GetAtt': [Documents, Arn]} | arn:aws:s3:::documents",
        "!Ref Connections | my-app-Connections",
        "!GetAtt Connections.Arn | arn:aws:dynamodb:us-east-1:123456789012:table/my-app-Connections",
        "!Ref Queue | https://sqs.us-east-1.amazonaws.com/123456789012/my-app-Queue",
        "!GetAtt Queue.Arn | arn:aws:sqs:us-east-1:123456789012:my-app-Queue",
        "!Ref ChatStage | dev",
        "!Join ['-', [a, !Ref Color, b]] | a-red-b",
        "!Join ['+', !Ref Sizes] | small+large",
        "!Select [1, !Ref Sizes] | large",
        "!Select ['0', !Split [',', 'x,y']] | x",
        "!Join ['', !Split [',', 'x,y,']] | xy",
        "!If [IsRed, yes it is, no] | yes it is",
        "!If [IsBlue, 'yes', 'no'] | no",
        "!If [IsColored, 'yes', 'no'] | yes",
        "!If [IsBoth, 'yes', 'no'] | no",
        "!If [IsNotBlue, 'yes', 'no'] | yes",
        "!FindInMap [Limits, prod, memory] | 1024",
        "!Base64 hello | aGVsbG8=",
        "{'Fn::Base64': !Sub '${Color}'} | cmVk",
      })
  void intrinsicsAreResolved(String expression, String value) {
    assertThat(folder.valueOf(expression, SECTIONS)).isEqualTo(value);
  }

  @Aws({"CF-05", "CF-06"})
  @Test
  void apiHasAnIdOfTenCharactersThatStaysTheSameAndAnEndpoint() {
    String id = folder.valueOf("!Ref Chat", "");
    assertThat(id).matches("[a-z0-9]{10}");
    assertThat(folder.valueOf("!Ref Chat", "")).isEqualTo(id);
    assertThat(folder.valueOf("!GetAtt Chat.ApiId", "")).isEqualTo(id);
    assertThat(folder.valueOf("!GetAtt Chat.ApiEndpoint", ""))
        .isEqualTo("wss://" + id + ".execute-api.us-east-1.amazonaws.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Documnts | Did you mean Documents?",
        "!Sub '${Documnts}' | Did you mean Documents?",
        "!GetAtt Documnts.Arn | Did you mean Documents?",
        "!GetAtt Documents.Arm | Documents.Arm, which is not known",
        "!ImportValue other | no given template exports",
        "!Cidr [10.0.0.0, 1] | is not a block of IPv4 addresses",
        "!Cidr [10.0.0.0/24, 2, 8] | has no 2 blocks of 8 bits",
        "!Cidr [10.0.0.0/24] | takes a block, a count and the bits",
        "{'Fn::Length': [a]} | Add at the top: Transform: AWS::LanguageExtensions",
        "{'Fn::ToJsonString': {a: b}} | Add at the top: Transform: AWS::LanguageExtensions",
        "!Sub '{{resolve:secretsmanager:${Color}}}' | Give its value with --parameter 'secretsmanager:red=VALUE', or declare it",
        "!Nonsense other | Fn::Nonsense cannot be resolved locally",
        "!FindInMap [Limits, test, memory] | finds nothing",
        "!Select [2, [a, b]] | an index and a list that has it",
        "!Select [-1, [a, b]] | an index and a list that has it",
        "!Select [x, [a, b]] | an index and a list that has it",
        "!FindInMap [Limits, dev] | Fn::FindInMap takes the names",
        "!Ref [a] | Ref takes a name",
        "!Ref Zebrafish | neither a parameter nor a resource of this template.",
        "!Join [a, b] | a delimiter and a list",
        "!Join [a] | a delimiter and a list",
        "!Split [a] | a delimiter and a text",
        "!If [IsRed, a] | a condition's name and two values",
        "!If [IsRde, a, b] | no condition \"IsRde\"",
        "!Sub [] | Fn::Sub takes a text, or a list of a text and a map",
        "!Sub [a] | Fn::Sub takes a text",
        "!Sub {Ref: Color} | Fn::Sub takes a text",
        "[a, b] | A text is expected",
      })
  void wrongIntrinsicsNameTheLineAndWhatToDo(String expression, String message) {
    assertThat(
            folder.problems(
                "Resources:\n  Documents: {Type: AWS::S3::Bucket}\n"
                    + SECTIONS
                    + "Outputs: {Out: {Value: "
                    + expression
                    + "}}"))
        .first()
        .asString()
        .startsWith("template.yaml:14: ")
        .contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!Sub 'x-${Documents}'", "!GetAtt Documents.Arn"})
  void nameThatDependsOnItselfIsAProblem(String name) {
    assertThat(
            folder.problems(
                "Resources:\n  Documents: {Type: AWS::S3::Bucket, Properties: {BucketName: "
                    + name
                    + "}}"))
        .anyMatch(problem -> problem.contains("depends on itself"));
  }

  @Test
  void conditionThatDependsOnItselfIsAProblem() {
    assertThat(
            folder.problems(
                """
                Conditions:
                  A: !Not [!Condition B]
                  B: !Not [!Condition A]
                Resources:
                  Documents: {Type: AWS::S3::Bucket, Condition: A}
                """))
        .singleElement()
        .asString()
        .contains("depends on itself");
  }

  @Test
  void resourceOfAFalseConditionIsLeftOutAndMayNotBeReferredTo() {
    String template =
        """
        Parameters: {Keep: {Type: String, Default: 'no'}}
        Conditions: {IsKept: !Equals [!Ref Keep, 'yes']}
        Resources:
          Documents: {Type: AWS::S3::Bucket, Condition: IsKept, Properties: {BucketName: documents}}
          Others: {Type: AWS::S3::Bucket, Properties: {BucketName: others}}
        Outputs:
          Name: {Condition: IsKept, Value: !Ref Documents}
        """;
    assertThat(folder.load(template).buckets()).hasSize(1);
    assertThat(folder.load(template).outputs()).isEmpty();
    assertThat(folder.load(template, Map.of("Keep", "yes")).outputs())
        .containsEntry("Name", "documents");
    assertThat(folder.problems(template.replace("Condition: IsKept, Value", "Value")))
        .singleElement()
        .asString()
        .contains("its condition IsKept is false");
  }

  @Test
  void functionHasAnAliasAndAVersionOnlyIfItPublishesThem() {
    String function = TemplateFolder.ECHO + "      Environment: {Variables: {}}\n";
    String head = "Transform: AWS::Serverless-2016-10-31\nResources:\n" + function;
    String outputs = "Outputs: {A: {Value: !Ref Echo.Alias}, V: {Value: !Ref Echo.Version}}\n";
    assertThat(folder.load(head + "      AutoPublishAlias: prod\n" + outputs).outputs())
        .containsEntry("A", "arn:aws:lambda:us-east-1:123456789012:function:my-app-Echo:prod")
        .containsEntry("V", "arn:aws:lambda:us-east-1:123456789012:function:my-app-Echo:1");
    assertThat(folder.problems(head + outputs))
        .hasSize(2)
        .allMatch(problem -> problem.startsWith("template.yaml:10: Ref names \"Echo."));
  }

  @Test
  void noValueLeavesThePropertyOut() {
    String template =
        """
        Conditions: {Never: !Equals [a, b]}
        Resources:
          Documents:
            Type: AWS::S3::Bucket
            Properties: {BucketName: !If [Never, documents, !Ref AWS::NoValue]}
        """;
    assertThat(folder.load(template).buckets())
        .singleElement()
        .satisfies(bucket -> assertThat(bucket.bucketName()).startsWith("my-app-documents-"));
  }
}
