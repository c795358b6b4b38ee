package dev.wsemulator.internal.template.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.Limits;
import dev.wsemulator.stack.EventSourceMapping.Retry;
import dev.wsemulator.stack.EventSourceMapping.Shape;
import dev.wsemulator.stack.EventSourceMapping.StartingPosition;
import dev.wsemulator.stack.EventSourceMapping.StreamSettings;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table.StreamView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of tables in templates, and the mappings that read them. */
class StreamTemplatesTest {
  private static final String STREAM =
      "arn:aws:dynamodb:us-east-1:123456789012:table/rooms/stream/2024-01-01T00:00:00.000";
  private static final String TABLE =
      """
        Rooms:
          Type: AWS::DynamoDB::Table
          Properties:
            TableName: rooms
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
      """;
  private static final String WITH_STREAM =
      TABLE + "      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}\n";

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  private static String event(String properties) {
    return TemplateFolder.ECHO
        + """
                Events:
                  Changed:
                    Type: DynamoDB
                    Properties: {Stream: !GetAtt Rooms.StreamArn, %s}
          """
            .formatted(properties);
  }

  @ParameterizedTest
  @EnumSource(StreamView.class)
  void aTableHasTheStreamThatItSpecifies(StreamView view) {
    Stack stack = folder.sam(TABLE + "      StreamSpecification: {StreamViewType: " + view + "}\n");
    assertThat(stack.tables().get(0).stream()).contains(view);
    assertThat(stack.warnings()).isEmpty();
    assertThat(folder.sam(TABLE).tables().get(0).stream()).isEmpty();
  }

  @Test
  void aViewThatDynamoDbDoesNotKnowIsAProblem() {
    assertThat(folder.problemsOfSam(TABLE + "      StreamSpecification: {StreamViewType: ALL}\n"))
        .singleElement()
        .asString()
        .contains("StreamSpecification.StreamViewType is \"ALL\". Write KEYS_ONLY, NEW_IMAGE,");
  }

  @Test
  void anEventOfASamFunctionIsAMappingWithAllItsProperties() {
    Stack stack =
        folder.sam(
            WITH_STREAM
                + "  Lost: {Type: AWS::SQS::Queue, Properties: {QueueName: lost}}\n"
                + event(
                    "StartingPosition: TRIM_HORIZON, BatchSize: 500,"
                        + " MaximumBatchingWindowInSeconds: 2, ParallelizationFactor: 4,"
                        + " MaximumRetryAttempts: 3, MaximumRecordAgeInSeconds: 120,"
                        + " BisectBatchOnFunctionError: true, TumblingWindowInSeconds: 60,"
                        + " FunctionResponseTypes: [ReportBatchItemFailures],"
                        + " FilterCriteria: {Filters: [{Pattern: '{\"eventName\":[\"INSERT\"]}'}]},"
                        + " DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Lost.Arn}}"));
    EventSourceMapping mapping = stack.eventSourceMappings().get(0);
    assertThat(mapping)
        .isEqualTo(
            EventSourceMapping.builder(mapping.id(), STREAM, stack.functions().get(0).name())
                .batchSize(500)
                .batchingWindow(Duration.ofSeconds(2))
                .reportsItemFailures(true)
                .filters(List.of("{\"eventName\":[\"INSERT\"]}"))
                .stream(
                    new StreamSettings(
                        StartingPosition.TRIM_HORIZON,
                        new Retry(
                            new Limits(3, Optional.of(Duration.ofSeconds(120))),
                            true,
                            Optional.of("arn:aws:sqs:us-east-1:123456789012:lost")),
                        new Shape(4, Optional.of(Duration.ofSeconds(60)))))
                .build());
    assertThat(stack.warnings()).isEmpty();
  }

  @Test
  void aMappingOfCloudFormationHasLambdasDefaults() {
    Stack stack =
        folder.sam(
            WITH_STREAM
                + TemplateFolder.ECHO
                + """
                    Mapping:
                      Type: AWS::Lambda::EventSourceMapping
                      Properties:
                        EventSourceArn: !GetAtt Rooms.StreamArn
                        FunctionName: !Ref Echo
                        StartingPosition: LATEST
                        MaximumRecordAgeInSeconds: -1
                        MaximumRetryAttempts: -1
                  """);
    EventSourceMapping mapping = stack.eventSourceMappings().get(0);
    assertThat(mapping.sourceArn()).isEqualTo(STREAM);
    assertThat(mapping.stream()).isEqualTo(StreamSettings.DEFAULTS);
    assertThat(mapping.batchSize()).isEmpty();
  }

  @Test
  void aTableHasOneStreamAlsoIfAMappingNamesAnOlderOne() {
    Stack stack =
        folder.sam(
            WITH_STREAM
                + event("StartingPosition: LATEST")
                    .replace(
                        "!GetAtt Rooms.StreamArn",
                        "'arn:aws:dynamodb:us-east-1:123456789012:table/rooms/stream/2019-11-14T00:04:06.388'"));
    assertThat(stack.eventSourceMappings().get(0).sourceArn()).isEqualTo(STREAM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BatchSize: 1|StartingPosition is \"\", but Lambda wants it for the stream of a table. Write TRIM_HORIZON or LATEST.",
        "StartingPosition: AT_TIMESTAMP|StartingPosition is \"AT_TIMESTAMP\"",
        "StartingPosition: LATEST, BatchSize: 10001|BatchSize is \"10001\", but AWS takes 1 to 10000.",
        "StartingPosition: LATEST, ParallelizationFactor: 11|but AWS takes 1 to 10.",
        "StartingPosition: LATEST, MaximumRetryAttempts: 10001|but AWS takes -1 to 10000.",
        "StartingPosition: LATEST, MaximumRecordAgeInSeconds: 59|MaximumRecordAgeInSeconds is 59, but Lambda takes 60 to 604800, or -1",
        "StartingPosition: LATEST, TumblingWindowInSeconds: 901|but AWS takes 0 to 900.",
        "StartingPosition: LATEST, ScalingConfig: {MaximumConcurrency: 2}|ScalingConfig is for other sources",
        "StartingPosition: LATEST, DestinationConfig: {OnFailure: {Destination: lost}}|Destination is \"lost\", but Lambda wants the ARN of a standard queue",
        "StartingPosition: LATEST, FilterCriteria: {Filters: [{Pattern: '{\"eventName\":\"INSERT\"}'}]}|which Lambda refuses: \"eventName\" must be an object or an array. (at eventName)",
        "StartingPosition: LATEST, FilterCriteria: {Filters: [{Pattern: '{'}]}|has the pattern {, which Lambda refuses: The pattern is not valid JSON."
      })
  void aMappingThatLambdaRefusesIsAProblemWithFileAndLine(String properties, String message) {
    String problem =
        assertThat(folder.problemsOfSam(WITH_STREAM + event(properties)))
            .singleElement()
            .asString()
            .contains("Resources.Echo.Properties.Events.Changed.Properties")
            .contains(message)
            .actual();
    assertThat(problem).matches("(?s).*template.yaml:\\d+:? .*");
  }

  @Test
  void theStreamOfATableWithoutOneIsAProblem() {
    assertThat(folder.problemsOfSam(TABLE + event("StartingPosition: LATEST")))
        .singleElement()
        .asString()
        .contains(
            "is the stream of the table rooms, which has none. Add StreamSpecification to Rooms.");
  }

  @Test
  void aStreamOfATableElsewhereIsAWarning() {
    Stack stack =
        folder.sam(
            event("StartingPosition: LATEST")
                .replace(
                    "!GetAtt Rooms.StreamArn",
                    "'arn:aws:dynamodb:us-east-1:123456789012:table/other/stream/x'"));
    assertThat(stack.warnings())
        .singleElement()
        .asString()
        .contains("which is the stream of no table of the given templates");
  }

  @Test
  void aStreamOfKinesisIsRefusedByItsName() {
    Stack stack =
        folder.sam(
            TemplateFolder.ECHO
                + """
                        Events:
                          Clicks:
                            Type: Kinesis
                            Properties:
                              Stream: arn:aws:kinesis:us-east-1:123456789012:stream/clicks
                              StartingPosition: LATEST
                  """);
    assertThat(stack.eventSourceMappings()).isEmpty();
    assertThat(stack.warnings())
        .singleElement()
        .asString()
        .contains(
            "Resources.EchoClicks has no effect here: its source is \"arn:aws:kinesis:us-east-1:123456789012:stream/clicks\"");
  }

  @Test
  void aBucketAsDestinationIsAWarning() {
    Stack stack =
        folder.sam(
            WITH_STREAM
                + event(
                    "StartingPosition: LATEST, DestinationConfig: {OnFailure: {Destination: 'arn:aws:s3:::lost'}}"));
    assertThat(stack.warnings())
        .singleElement()
        .asString()
        .contains("is a bucket, which gets nothing here: only queues and topics do.");
  }
}
