package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the transform AWS::LanguageExtensions adds, and AWS::Include. */
class LanguageExtensionsTest {
  private static final String HEAD =
      """
      Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
      Parameters:
        Sizes: {Type: CommaDelimitedList, Default: 'small, large'}
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
        "{'Fn::Length': [a, b, c]} | 3",
        "{'Fn::Length': !Ref Sizes} | 2",
        "{'Fn::Length': !Split ['-', a-b]} | 2",
        "{'Fn::ToJsonString': {a: !Ref Documents, b: [1, true, '2', x\"y]}} | {\"a\":\"documents\",\"b\":[1,true,\"2\",\"x\\\"y\"]}",
      })
  void moreIntrinsicsAreResolved(String expression, String value) {
    assertThat(folder.valueOf(expression, HEAD)).isEqualTo(value);
  }

  @Test
  void aLoopMakesResourcesOutputsAndProperties() {
    Stack stack =
        folder.load(
            HEAD
                + """
                Resources:
                  Fn::ForEach::Tables:
                    - Size
                    - !Ref Sizes
                    - Table${Size}:
                        Type: AWS::DynamoDB::Table
                        Properties:
                          TableName: !Sub '${AWS::Region}-${Size}'
                          Fn::ForEach::Keys:
                            - Part
                            - [KeySchema]
                            - ${Part}: [{AttributeName: !Ref Size, KeyType: HASH}]
                          AttributeDefinitions: [{AttributeName: !Ref Size, AttributeType: S}]
                Outputs:
                  Fn::ForEach::Names:
                    - Name
                    - [small, la-rge]
                    - Table&{Name}: {Value: '${Name}'}
                """);
    assertThat(stack.tables())
        .extracting(Table::tableName, table -> table.key().hash())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("us-east-1-small", "small"),
            org.assertj.core.groups.Tuple.tuple("us-east-1-large", "large"));
    assertThat(stack.outputs())
        .containsExactlyInAnyOrderEntriesOf(Map.of("Tablesmall", "small", "Tablelarge", "la-rge"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[X, [a, b], {Same: {Type: AWS::S3::Bucket}}] | \"Same\" is made twice",
        "[X, [], {'B${X}': {Type: AWS::S3::Bucket}}] | has nothing to loop over",
        "[X, [a]] | takes a variable's name, a list and a map",
        "[X, !Ref Colors, {'B${X}': {Type: AWS::S3::Bucket}}] | names \"Colors\"",
      })
  void wrongLoopsAreProblems(String loop, String message) {
    assertThat(folder.problems(HEAD + "Resources: {'Fn::ForEach::All': " + loop + "}\n"))
        .anyMatch(problem -> problem.startsWith("template.yaml:4: ") && problem.contains(message));
  }

  @Test
  void loopsInLoopsThatMakeTooMuchAreRefused() {
    String items = "[a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t]";
    String body = "{'V${A}${B}${C}${D}': {Type: AWS::S3::Bucket}}";
    for (String variable : new String[] {"D", "C", "B", "A"}) {
      body = "{'Fn::ForEach::%s': [%s, %s, %s]}".formatted(variable, variable, items, body);
    }
    assertThat(folder.problems(HEAD + "Resources: " + body + "\n"))
        .anyMatch(problem -> problem.contains("makes more than 200000 values"));
  }

  @Test
  void aFileIsIncludedInPropertiesAndAtTheTop() {
    folder.file("parts/names.yaml", "BucketName: included\n");
    folder.file(
        "parts/more.yaml",
        "Resources: {More: {Type: AWS::S3::Bucket}}\nOutputs: {A: {Value: b}}\n");
    Stack stack =
        folder.load(
            """
            Transform:
              - Name: AWS::Include
                Parameters: {Location: parts/more.yaml}
            Resources:
              Documents:
                Type: AWS::S3::Bucket
                Properties:
                  Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./parts/names.yaml}}
            """);
    assertThat(stack.buckets()).extracting(Bucket::bucketName).contains("included").hasSize(2);
    assertThat(stack.outputs()).containsEntry("A", "b");
    assertThat(stack.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3://bucket/file.yaml | includes s3://bucket/file.yaml, which is not a local file",
        "none.yaml | none.yaml: The template cannot be read",
        "self.yaml | more than 10 deep",
      })
  void whatCannotBeIncludedIsAProblem(String location, String message) {
    String include =
        "{'Fn::Transform': {Name: AWS::Include, Parameters: {Location: %s}}}".formatted(location);
    folder.file("self.yaml", "Properties: " + include + "\n");
    assertThat(
            folder.problems(
                "Resources: {A: {Type: AWS::S3::Bucket, Properties: " + include + "}}\n"))
        .anyMatch(problem -> problem.contains(message));
  }

  @Test
  void problemsOfAnIncludedFileNameIt() {
    folder.file("parts/bucket.yaml", "BucketName:\n  !Ref Nothing\n");
    assertThat(
            folder.problems(
                "Resources: {A: {Type: AWS::S3::Bucket, Properties: {'Fn::Transform': {Name:"
                    + " AWS::Include, Parameters: {Location: parts/bucket.yaml}}}}}\n"))
        .first()
        .asString()
        .startsWith("parts/bucket.yaml:2: Ref names \"Nothing\"");
  }
}
