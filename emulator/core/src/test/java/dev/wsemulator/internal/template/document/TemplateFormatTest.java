package dev.wsemulator.internal.template.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.template.TemplateFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateFormatTest {
  private static final String BUCKET = "Resources: {A: {Type: AWS::S3::Bucket}}\n";

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
        "[a] | The template is not a map of sections.",
        "text | The template is not a map of sections.",
        "Description: nothing | The template has no Resources",
        "Resources: {} | The template has no Resources",
        "Resources: | Resources is null, which CloudFormation refuses.",
        "Resources: [a] | Resources is not a map.",
        "Resource: {A: {Type: AWS::S3::Bucket}} | Did you mean Resources?",
        "Resources: {A: } | Resources.A is null",
        "Resources: {A: [b]} | Resources.A has no Type.",
        "Resources: {A: {Type: AWS::S3::Bucket, Properties: }} | Resources.A.Properties is null",
        "Resources: {A: {Type: AWS::S3::Bucket, Properties: [b]}} | Resources.A.Properties is not a map",
        "Resources: {A: {Type: AWS::S3::Bucket, Properties: {Ref: AWS::Region}}} | is an intrinsic",
        "Resources: {A: {Type: AWS::S3::Bucket, DependsOn: [~]}} | Resources.A.DependsOn[0] is null",
        "Resources: {A: {Type: AWS::S3::Bucket, Condition: [b]}} | Resources.A.Condition is not a string",
        "Resources: {A-1: {Type: AWS::S3::Bucket}} | Resources.A-1 may have only letters and digits",
        "Resources: {'Fn::ForEach::All': [a, b, c]} | Add at the top: Transform: AWS::LanguageExtensions",
        "Resources: {'Fn::If': [a, b, c]} | is not expanded here",
        "Resources: {A: {Type: AWS::Serverless::SimpleTable}} | Add at the top: Transform: AWS::Serverless-2016-10-31",
        "Resources: {A: {Type: AWS::S3::Bucket, DependsOn: A}} | Resources.A depends on itself: A -> A.",
      })
  void refusesWhatCloudFormationRefuses(String template, String message) {
    assertThat(folder.problems(template))
        .anySatisfy(
            problem -> assertThat(problem).startsWith("template.yaml:1: ").contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Parameters: {A: {Type: String, Default: a}} | Resources.A has the name of a parameter",
        "Outputs: {B: {Value: a, Condition: [b]}} | Outputs.B.Condition is not a string",
        "Globals: {Function: 3} | Globals.Function is not a map",
        "Conditions: {B: !Equals [!Ref A, b]} | Conditions.B refers to the resource A",
        "Conditions: {B: !And [!Equals [a, b]]} | Fn::And takes a list of two to ten conditions",
        "Conditions: {B: !Not {Condition: C}} | Fn::Not takes a list of one condition",
        "Parameters: {B: {Default: a}} | The parameter B has no Type",
        "Parameters: {B: {Type: Text, Default: a}} | The parameter B has the unknown Type",
        "Mappings: {B: {c: {d: }}} | Mappings.B.c.d is null",
      })
  void refusesSections(String section, String message) {
    assertThat(folder.problems(BUCKET + section + "\n"))
        .anySatisfy(problem -> assertThat(problem).contains(message));
  }

  @Test
  void problemOfAWholeResourceNamesTheLineOfItsLogicalId() {
    assertThat(folder.problems("Resources:\n\n  Chat:\n    # of what type?\n    Properties: {}\n"))
        .containsExactly(
            "template.yaml:3: Resources.Chat has no Type. Write one, for example AWS::S3::Bucket.");
  }

  @Test
  void moreThan500ResourcesAreRefused() {
    StringBuilder many = new StringBuilder("Resources:\n");
    for (int i = 0; i <= 500; i++) {
      many.append("  A").append(i).append(": {Type: AWS::SNS::Topic}\n");
    }
    assertThat(folder.problems(many.toString()))
        .containsExactly(
            "template.yaml:1: The template has 501 resources, but CloudFormation takes 500 at most."
                + " Split it.");
  }

  @Test
  void circleOfReferencesIsToldWithItsWay() {
    assertThat(
            folder.problemsOfSam(
                TemplateFolder.ECHO
                    + """
                          Environment: {Variables: {BUCKET: !Ref Documents}}
                          Events: {Put: {Type: S3, Properties: {Bucket: !Ref Documents, Events: 's3:ObjectCreated:*'}}}
                      Documents:
                        Type: AWS::S3::Bucket
                    """))
        .containsExactly(
            "template.yaml:3: Resources.Echo depends on itself: Echo -> Documents -> Echo. Take a"
                + " reference or a DependsOn out of this circle.");
  }

  @Test
  void sideOfAnIfThatIsNotTakenMakesNoCircle() {
    String template =
        """
        Conditions: {Never: !Equals [a, b]}
        Resources:
          A: {Type: AWS::SNS::Topic, Properties: {B: !If [Never, !Ref B, c]}}
          B: {Type: AWS::SNS::Topic, Properties: {A: !GetAtt A.TopicArn}}
        """;
    assertThat(folder.load(template).buckets()).isEmpty();
    assertThat(folder.problems(template.replace("[a, b]", "[a, a]")))
        .singleElement()
        .asString()
        .contains("A -> B -> A");
  }

  @Test
  void dynamicReferencesNeedAValue() {
    assertThat(
            folder.problemsOfSam(
                TemplateFolder.ECHO
                    + "      Environment: {Variables: {A: '{{resolve:ssm:/a}}'}}\n"))
        .containsExactly(
            "template.yaml:9: {{resolve:ssm:/a}} is kept on AWS, which is not asked from here. Give"
                + " its value with --parameter 'ssm:/a=VALUE', or declare it in a template as an"
                + " AWS::SSM::Parameter.");
  }
}
