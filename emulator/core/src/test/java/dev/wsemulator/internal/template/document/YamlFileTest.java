package dev.wsemulator.internal.template.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  @Test
  void syntaxErrorNamesItsLine() {
    assertThat(folder.problems("Resources:\n  A:\n    Type: [x\n  B: y\n"))
        .singleElement()
        .asString()
        .startsWith("template.yaml:4: This is not YAML");
  }

  /**
   * Observed: CloudFormation takes such templates, YAML and JSON.
   *
   * @see <a
   *     href="https://github.com/aws-cloudformation/cfn-language-discussion/issues/96">CloudFormation
   *     takes duplicate logical ids</a>
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Resources:~  A: {Type: a}~  A: {Type: AWS::S3::Bucket, Properties: {BucketName: last}}~ | 3: \"A\"",
        "Resources:~  A:~    Type: AWS::S3::Bucket~    Properties: {BucketName: one,~     BucketName: last}~ | 5: \"BucketName\"",
        "{\"Resources\": {\"A\":~{\"Type\": \"AWS::S3::Bucket\",~\"Properties\": {\"BucketName\": \"last\"},~\"Type\": \"AWS::S3::Bucket\"}}} | 4: \"Type\"",
      })
  void ofAKeyThatStandsTwiceTheLastCounts(String template, String where) {
    Stack stack = folder.load(template.replace('~', '\n'));
    assertThat(stack.buckets()).singleElement().extracting(Bucket::bucketName).isEqualTo("last");
    assertThat(stack.warnings())
        .containsExactly(
            "template.yaml:%s is defined twice; the last one is used, as on AWS. Remove one."
                .formatted(where));
  }

  @Test
  void emptyTemplateIsAProblem() {
    assertThat(folder.problems("# nothing\n"))
        .containsExactly("template.yaml:1: The template is empty.");
  }

  @Test
  void missingFileIsAProblem() {
    Path missing = temporary.resolve("missing.yaml");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                    () -> YamlFile.read(missing, YamlFile.Dialect.TEMPLATE))
                .getMessage())
        .contains(missing.toString(), "cannot be read");
  }

  @Test
  void aliasesMayNotMultiplyWithoutEnd() {
    StringBuilder laughs = new StringBuilder("Metadata:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      laughs.append("  a%d: &a%d [".formatted(i, i));
      laughs.append(("*a" + (i - 1) + ", ").repeat(4)).append("x]\n");
    }
    assertThat(folder.problems(laughs.toString()))
        .singleElement()
        .asString()
        .contains("more than 200000 values with its aliases");
  }

  @Test
  void aliasOfItselfIsRefused() {
    assertThat(folder.problems("Metadata: &a\n  b: *a\n"))
        .singleElement()
        .asString()
        .contains("nested more than 200 levels deep");
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(folder.problems("Metadata: " + "[".repeat(100_000)))
        .singleElement()
        .asString()
        .contains("nested more than 200 levels deep");
  }

  @Test
  void templateLongerThanOneMegabyteIsRefused() {
    assertThat(folder.problems("# " + "x".repeat(1024 * 1024)))
        .singleElement()
        .asString()
        .contains("longer than 1 MB");
  }

  @Test
  void hashMergesAreRefusedAsByCloudFormation() {
    assertThat(folder.problems("A: &a {b: c}\nResources:\n  <<: *a\n"))
        .singleElement()
        .asString()
        .startsWith("template.yaml:3: CloudFormation does not merge");
  }

  @Test
  void aliasesAreRead() {
    assertThat(
            folder
                .load(
                    """
                    Metadata: {Type: &type AWS::S3::Bucket}
                    Resources: {A: {Type: *type, Properties: {BucketName: documents}}}
                    """)
                .buckets())
        .hasSize(1);
  }

  @Test
  void objectsThatTheFileNamesAreNotMade() {
    assertThat(folder.problems("Resources: {A: {Type: !!java.io.File [/tmp]}}"))
        .singleElement()
        .asString()
        .contains("has no Type");
  }

  /** As CloudFormation reads them, by the rules of YAML 1.1. */
  @ParameterizedTest
  @CsvSource({"yes,true", "On,true", "TRUE,true", "no,false", "\"yes\",yes", "y,y", "010,010"})
  void plainBooleansAreTrueOrFalse(String written, String read) {
    String template =
        "Resources: {A: {Type: AWS::S3::Bucket}}\nOutputs: {Out: {Value: " + written + "}}\n";
    assertThat(folder.load(template).outputs()).containsEntry("Out", read);
  }

  @Test
  void jsonIsRead() {
    assertThat(
            folder
                .load(
                    """
                    {
                    	"Resources": {"A": {"Type": "AWS::S3::Bucket",
                    		"Properties": {"BucketName": {"Fn::Join": ["-", ["a", {"Ref": "AWS::Region"}]]}}}}
                    }
                    """)
                .buckets())
        .singleElement()
        .satisfies(bucket -> assertThat(bucket.bucketName()).isEqualTo("a-us-east-1"));
  }
}
