package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Table;
import dev.wsemulator.stack.Table.AttributeType;
import dev.wsemulator.stack.Table.Index;
import dev.wsemulator.stack.Table.Key;
import dev.wsemulator.stack.Table.Projection;
import dev.wsemulator.stack.Table.ProjectionType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables, buckets, and what has no effect. */
class StoreResourcesTest {
  private static final String ROOMS =
      """
                      Rooms:
                        Type: AWS::DynamoDB::Table
                        Properties:
                          TableName: rooms
                          AttributeDefinitions:
                            - {AttributeName: room, AttributeType: S}
                            - {AttributeName: at, AttributeType: N}
                            - {AttributeName: rank, AttributeType: N}
                          KeySchema:
                            - {AttributeName: room, KeyType: HASH}
                            - {AttributeName: at, KeyType: RANGE}
                          GlobalSecondaryIndexes:
                            - IndexName: byTime
                              KeySchema: [{AttributeName: at, KeyType: HASH}]
                              Projection: {ProjectionType: ALL}
                          LocalSecondaryIndexes:
                            - IndexName: byRank
                              KeySchema:
                                - {AttributeName: room, KeyType: HASH}
                                - {AttributeName: rank, KeyType: RANGE}
                              Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [name]}
                          TimeToLiveSpecification: {AttributeName: ends, Enabled: true}
                    """;

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  @Test
  void tableHasItsKeysAndIndexes() {
    assertThat(folder.sam(ROOMS).tables())
        .containsExactly(
            Table.builder("rooms", new Key("room", "at"))
                .attributeTypes(
                    Map.of("room", AttributeType.S, "at", AttributeType.N, "rank", AttributeType.N))
                .globalIndexes(List.of(new Index("byTime", new Key("at", null), Projection.ALL)))
                .localIndexes(
                    List.of(
                        new Index(
                            "byRank",
                            new Key("room", "rank"),
                            new Projection(ProjectionType.INCLUDE, List.of("name")))))
                .timeToLiveAttribute("ends")
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{AttributeName: room, KeyType: HASH} | ProjectionType: ALL | each have a RANGE key. Correct it, or make it a global index.",
        "{AttributeName: at, KeyType: HASH}, {AttributeName: room, KeyType: RANGE} | ProjectionType: ALL | a local index has the table's HASH key \"room\"",
        "{AttributeName: room, KeyType: HASH}, {AttributeName: at, KeyType: RANGE} | | with the ProjectionType \"\". Write ALL, KEYS_ONLY or INCLUDE.",
        "{AttributeName: room, KeyType: HASH}, {AttributeName: at, KeyType: RANGE} | ProjectionType: KEYS | with the ProjectionType \"KEYS\". Write",
        "{AttributeName: room, KeyType: HASH}, {AttributeName: at, KeyType: RANGE} | ProjectionType: INCLUDE | INCLUDE has some",
        "{AttributeName: room, KeyType: HASH}, {AttributeName: at, KeyType: RANGE} | ProjectionType: ALL, NonKeyAttributes: [name] | the others have none",
      })
  void indexThatDynamoDbRefusesIsAProblem(String keys, String projection, String message) {
    assertThat(
            folder.problemsOfSam(
                """
                  Rooms:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      AttributeDefinitions:
                        - {AttributeName: room, AttributeType: S}
                        - {AttributeName: at, AttributeType: N}
                      KeySchema:
                        - {AttributeName: room, KeyType: HASH}
                        - {AttributeName: at, KeyType: RANGE}
                      LocalSecondaryIndexes:
                        - IndexName: byTime
                          KeySchema: [%s]
                          Projection: {%s}
                """
                    .formatted(keys, projection == null ? "" : projection)))
        .singleElement()
        .asString()
        .contains("Resources.Rooms.Properties.LocalSecondaryIndexes", message);
  }

  @Test
  void simpleTableOfAnUnknownTypeIsAProblem() {
    assertThat(
            folder.problemsOfSam(
                "  A: {Type: AWS::Serverless::SimpleTable, Properties: {PrimaryKey: {Name: n, Type: ''}}}\n"))
        .singleElement()
        .asString()
        .contains("Write String, Number or Binary");
  }

  @Test
  void simpleTableHasAKey() {
    assertThat(
            folder
                .sam(
                    """
                      A: {Type: AWS::Serverless::SimpleTable}
                      B:
                        Type: AWS::Serverless::SimpleTable
                        Properties: {TableName: b-table, PrimaryKey: {Name: n, Type: Number}}
                    """)
                .tables())
        .containsExactly(
            Table.builder("my-app-A", new Key("id", null))
                .attributeTypes(Map.of("id", AttributeType.S))
                .build(),
            Table.builder("b-table", new Key("n", null))
                .attributeTypes(Map.of("n", AttributeType.N))
                .build());
  }

  @Test
  void aTypeThatSamDoesNotHaveIsAProblem() {
    assertThat(folder.problemsOfSam("  A: {Type: AWS::Serverless::SimplTable}\n"))
        .singleElement()
        .asString()
        .endsWith(
            "Resources.A is of the type AWS::Serverless::SimplTable, which SAM does not have."
                + " Did you mean AWS::Serverless::SimpleTable?");
  }

  @Test
  void keyWithoutADefinitionIsAProblem() {
    assertThat(
            folder.problemsOfSam(
                """
                  Rooms:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      AttributeDefinitions:
                        - {AttributeName: room, AttributeType: S}
                      KeySchema: [{AttributeName: rom, KeyType: HASH}]
                """))
        .satisfiesExactly(
            unused ->
                assertThat(unused)
                    .startsWith("template.yaml:7: ")
                    .endsWith("defines \"room\", which is in no key. Remove it."),
            unknown ->
                assertThat(unknown).startsWith("template.yaml:8: ").contains("Did you mean room?"));
  }

  @Test
  void bucketWithoutANameHasTheSameOneAtEveryStart() {
    String bucket = "  Documents: {Type: AWS::S3::Bucket}\n";
    String name = folder.sam(bucket).buckets().get(0).bucketName();
    assertThat(name).matches("my-app-documents-[a-z0-9]{6}");
    assertThat(folder.sam(bucket).buckets().get(0).bucketName()).isEqualTo(name);
  }

  @Test
  void bucketNotifiesFunctions() {
    assertThat(
            folder
                .sam(
                    TemplateFolder.ECHO
                        + """
                            Documents:
                              Type: AWS::S3::Bucket
                              Properties:
                                NotificationConfiguration:
                                  LambdaConfigurations:
                                    - Event: s3:ObjectCreated:Put
                                      Function: !GetAtt Echo.Arn
                                      Filter: {S3Key: {Rules: [{Name: suffix, Value: .txt}]}}
                          """)
                .buckets()
                .get(0)
                .notifications())
        .containsExactly(
            new Bucket.Notification(
                "Documents-0",
                "my-app-Echo",
                new Bucket.Notification.Filter(List.of("s3:ObjectCreated:Put"), "", ".txt")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{Bucket: other, Events: 's3:ObjectCreated:*'} | Write: !Ref MyBucket",
        "{Bucket: !Ref Documents, Events: ObjectCreated} | Write, for example: s3:ObjectCreated:*",
        "{Bucket: !Ref Documents, Events: 's3:ObjectCreated:*', Filter: {S3Key: {Rules: [{Name: middle, Value: a}]}}}"
            + " | Write prefix or suffix",
      })
  void wrongEventsAreProblems(String event, String message) {
    assertThat(
            folder.problemsOfSam(
                "  Documents: {Type: AWS::S3::Bucket}\n"
                    + TemplateFolder.ECHO
                    + "      Events: {Put: {Type: S3, Properties: "
                    + event
                    + "}}\n"))
        .singleElement()
        .asString()
        .startsWith("template.yaml:10: ")
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Events: 's3:ObjectCreated:Put' | true",
        "Events: 's3:ObjectRemoved:*' | false",
        "Events: 's3:ObjectCreated:*', Filter: {S3Key: {Rules: [{Name: prefix, Value: in/}]}} | true",
        "Events: 's3:ObjectCreated:*', Filter: {S3Key: {Rules: [{Name: prefix, Value: out/}]}} | false",
      })
  void notificationsThatOverlapAreAProblem(String other, boolean overlaps) {
    String template =
        "  Documents: {Type: AWS::S3::Bucket}\n"
            + TemplateFolder.ECHO
            + "      Events:\n"
            + "        One: {Type: S3, Properties: {Bucket: !Ref Documents, Events: 's3:ObjectCreated:*', Filter: {S3Key: {Rules: [{Name: prefix, Value: in/pictures/}]}}}}\n"
            + "        Other: {Type: S3, Properties: {Bucket: !Ref Documents, "
            + other
            + "}}\n";
    if (overlaps) {
      assertThat(folder.problemsOfSam(template))
          .singleElement()
          .asString()
          .startsWith("template.yaml:3: Resources.Documents has the notifications One and Other");
    } else {
      assertThat(folder.sam(template).buckets().get(0).notifications()).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"AWS::S3::Bucket,BucketName", "AWS::Serverless::SimpleTable,TableName"})
  void sameNameTwiceIsAProblem(String type, String property) {
    String one = "  A: {Type: %s, Properties: {%s: documents}}\n".formatted(type, property);
    assertThat(folder.problemsOfSam(one + one.replace("A:", "B:")))
        .singleElement()
        .asString()
        .startsWith("template.yaml:4: Resources.B.Properties." + property)
        .contains("Give each a name of its own");
  }

  @Test
  void bucketWithANameThatS3RefusesIsAProblem() {
    assertThat(
            folder.problemsOfSam(
                "  A: {Type: AWS::S3::Bucket, Properties: {BucketName: My_Files}}\n"))
        .singleElement()
        .asString()
        .contains("lower-case letters");
  }

  @Test
  void whatHasNoEffectIsWarnedOfAndNotResolved() {
    assertThat(
            folder
                .sam(
                    TemplateFolder.ECHO
                        + """
                                Events:
                                  Clock: {Type: Cognito, Properties: {Trigger: PreSignUp}}
                            Logs: {Type: AWS::Logs::LogGroup}
                            Network: {Type: AWS::EC2::Subnet, Properties: {Zone: !GetAZs ''}}
                            Permission:
                              Type: AWS::Lambda::Permission
                              Properties: {FunctionName: !Ref Echo, Action: lambda:InvokeFunction}
                          """)
                .warnings())
        .containsExactly(
            "template.yaml:10: Resources.Echo.Properties.Events.Clock has the type \"Cognito\","
                + " which is not supported here.",
            "template.yaml:12: Resources.Network (AWS::EC2::Subnet) has no effect here.");
  }

  @Test
  void propertyBesideThePropertiesIsAProblem() {
    assertThat(folder.problemsOfSam("  A:\n    Type: AWS::S3::Bucket\n    BucketName: documents\n"))
        .containsExactly(
            "template.yaml:5: Resources.A.BucketName is not an attribute of a resource. Does it belong"
                + " under Properties?");
  }

  @Test
  void allProblemsAreToldAtOnceInTheOrderOfTheFile() {
    assertThat(
            folder.problems(
                """
                Outputs: {Name: {Value: !Ref Nothing}}
                Resource: {}
                Resources:
                  A: {Properties: {}}
                  B: {Type: AWS::S3::Bucket, DependsOn: [C]}
                  D: {Type: AWS::Serverless::SimpleTable}
                  E: {Type: AWS::S3::Bucket, Condition: Never}
                """))
        .extracting(problem -> problem.substring(0, 16))
        .containsExactly(
            "template.yaml:1:",
            "template.yaml:2:",
            "template.yaml:4:",
            "template.yaml:5:",
            "template.yaml:6:",
            "template.yaml:7:");
  }
}
