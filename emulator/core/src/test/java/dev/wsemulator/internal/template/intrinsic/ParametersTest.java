package dev.wsemulator.internal.template.intrinsic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  private static String template(String parameter) {
    return """
    Resources: {Documents: {Type: AWS::S3::Bucket}}
    Parameters:
      Stage: %s
    Outputs: {Stage: {Value: !Ref Stage}}
    """
        .formatted(parameter);
  }

  @Test
  void givenValueGoesBeforeTheDefault() {
    String template = template("{Type: String, Default: dev}");
    assertThat(folder.load(template).outputs()).containsEntry("Stage", "dev");
    assertThat(folder.load(template, Map.of("Stage", "prod")).outputs())
        .containsEntry("Stage", "prod");
  }

  @Test
  void missingValueIsAProblem() {
    assertThat(folder.problems(template("{Type: String}")))
        .containsExactly(
            "template.yaml:3: The parameter Stage has no value. Give one with --parameter"
                + " Stage=VALUE.");
  }

  @Test
  void unknownParameterIsAProblem() {
    assertThat(folder.problems(template("{Type: String, Default: dev}"), Map.of("Stag", "prod")))
        .singleElement()
        .asString()
        .contains("no parameter \"Stag\"; it has [Stage]. Did you mean Stage?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{Type: String, AllowedValues: [dev, test]} | may only be one of [dev, test]",
        "{Type: String, AllowedPattern: '[a-c]+'} | does not match [a-c]+",
        "{Type: String, AllowedPattern: '[a-c'} | AllowedPattern of Stage is malformed",
        "{Type: Number} | must be a number",
        "{Type: String, MinLength: 5} | must have a length of 5 or more",
        "{Type: String, MaxLength: 3, ConstraintDescription: short} | a length of 3 or less (short)",
        "{Type: CommaDelimitedList, AllowedValues: [dev]} | may only be one of [dev]",
      })
  void valueThatIsNotAllowedIsAProblem(String parameter, String message) {
    assertThat(folder.problems(template(parameter), Map.of("Stage", "prod")))
        .first()
        .asString()
        .startsWith("template.yaml:3: ")
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{Type: Number, MinValue: 5} | 4 | must be 5 or more",
        "{Type: Number, MaxValue: 5} | 5.5 | must be 5 or less",
      })
  void numberOutOfBoundsIsAProblem(String parameter, String value, String message) {
    assertThat(folder.problems(template(parameter), Map.of("Stage", value)))
        .singleElement()
        .asString()
        .contains(message);
    assertThat(folder.load(template(parameter), Map.of("Stage", "5")).outputs())
        .containsEntry("Stage", "5");
  }

  @Test
  void valueKeptInSsmMustBeGiven() {
    String template = template("{Type: 'AWS::SSM::Parameter::Value<String>', Default: /stage}");
    assertThat(folder.problems(template))
        .singleElement()
        .asString()
        .contains("its default is kept in SSM");
    assertThat(folder.load(template, Map.of("Stage", "prod")).outputs())
        .containsEntry("Stage", "prod");
  }

  @Test
  void regionAndAccountMayBeGiven() {
    String template =
        "Resources: {A: {Type: AWS::S3::Bucket}}\n"
            + "Outputs: {Out: {Value: !Sub '${AWS::Region} ${AWS::AccountId} ${A.RegionalDomainName}'}}\n";
    Map<String, String> place =
        Map.of("AWS::Region", "ap-northeast-2", "AWS::AccountId", "210987654321");
    Stack stack = folder.load(template, place);
    assertThat(stack.region()).isEqualTo("ap-northeast-2");
    assertThat(stack.accountId()).isEqualTo("210987654321");
    assertThat(stack.outputs().get("Out"))
        .startsWith("ap-northeast-2 210987654321 ")
        .endsWith(".s3.ap-northeast-2.amazonaws.com");
    assertThat(folder.problems(template, Map.of("AWS::Region", "Seoul")))
        .containsExactly(
            "template.yaml:1: AWS::Region is given as \"Seoul\". Write, for example: --parameter AWS::Region=eu-west-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'Fn::Contains': [[t3.small, t3.large], !Ref Size]} | t3.small | t3.tiny",
        "{'Fn::EachMemberIn': [!Ref Colours, [red, blue]]} | 'red,blue' | 'red,green'",
        "{'Fn::EachMemberEquals': [!Ref Colours, red]} | 'red,red' | 'red,blue'",
        "!Not [!Equals [!Ref Size, '']] | t3.small | ''",
      })
  void ruleIsCheckedWhereItsConditionHolds(String assertion, String right, String wrong) {
    String template =
        """
        Parameters:
          Stage: {Type: String}
          Size: {Type: String, Default: ''}
          Colours: {Type: CommaDelimitedList, Default: ''}
        Rules:
          Production:
            RuleCondition: !Equals [!Ref Stage, prod]
            Assertions:
              - Assert: %s
                AssertDescription: Production wants more
        Resources: {A: {Type: AWS::S3::Bucket}}
        """
            .formatted(assertion);
    String given = assertion.contains("Size") ? "Size" : "Colours";
    assertThat(folder.load(template, Map.of("Stage", "prod", given, right)).warnings()).isEmpty();
    assertThat(folder.load(template, Map.of("Stage", "dev", given, wrong)).warnings()).isEmpty();
    assertThat(folder.problems(template, Map.of("Stage", "prod", given, wrong)))
        .containsExactly(
            "template.yaml:9: Rules.Production does not hold: Production wants more."
                + " Give other parameters.");
  }

  @Test
  void ruleAboutWhatIsKeptOnAwsIsNotChecked() {
    String template =
        """
        Parameters: {Vpc: {Type: String, Default: vpc-1}}
        Rules:
          OwnVpc:
            Assertions:
              - Assert: {'Fn::EachMemberIn': [!ValueOfAll ['AWS::EC2::Subnet::Id', VpcId], !RefAll 'AWS::EC2::VPC::Id']}
        Resources: {A: {Type: AWS::S3::Bucket}}
        """;
    assertThat(folder.load(template).warnings())
        .containsExactly(
            "template.yaml:3: Rules.OwnVpc is not checked here: it asks for what is kept on AWS.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Rules.R has no Assertions. Add some, or remove it.",
        "{Assertions: [{AssertDescription: a}]} | Rules.R.Assertions has one without an Assert. Add it.",
        "{Assertions: [{Assert: {'Fn::Contains': [a]}, AssertDescription: a}]} | Fn::Contains takes a list and what is looked for in it."
      })
  void ruleThatIsNoneIsAProblem(String rule, String message) {
    assertThat(
            folder.problems("Rules:\n  R: " + rule + "\nResources: {A: {Type: AWS::S3::Bucket}}\n"))
        .anySatisfy(problem -> assertThat(problem).isEqualTo("template.yaml:2: " + message));
  }
}
