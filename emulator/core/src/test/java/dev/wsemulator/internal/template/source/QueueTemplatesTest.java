package dev.wsemulator.internal.template.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueTemplatesTest {
  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  @Test
  void aQueueHasItsAttributes() {
    Stack stack =
        folder.sam(
            """
              Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: dead}}
              Work:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: work
                  VisibilityTimeout: 60
                  DelaySeconds: '5'
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
            """);
    assertThat(stack.queues())
        .containsExactly(
            new Queue("dead", Map.of()),
            new Queue(
                "work",
                Map.of(
                    "VisibilityTimeout",
                    "60",
                    "DelaySeconds",
                    "5",
                    "RedrivePolicy",
                    "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead\",\"maxReceiveCount\":3}")));
    assertThat(stack.warnings()).isEmpty();
  }

  @Test
  void aFifoQueueWithoutANameHasOneThatEndsAsItHasTo() {
    Stack stack =
        folder.load(
            """
            Resources:
              Work:
                Type: AWS::SQS::Queue
                Properties: {FifoQueue: true, ContentBasedDeduplication: true}
            Outputs:
              Url: {Value: !Ref Work}
              Arn: {Value: !GetAtt Work.Arn}
            """);
    Queue queue = stack.queues().get(0);
    assertThat(queue.isFifo()).isTrue();
    assertThat(queue.attributes())
        .containsEntry("FifoQueue", "true")
        .containsEntry("ContentBasedDeduplication", "true");
    assertThat(stack.outputs())
        .containsEntry(
            "Url", "https://sqs.us-east-1.amazonaws.com/123456789012/" + queue.queueName())
        .containsEntry("Arn", "arn:aws:sqs:us-east-1:123456789012:" + queue.queueName());
  }

  @Test
  void anEventOfASamFunctionIsAMapping() {
    Stack stack =
        folder.sam(
            """
              Work: {Type: AWS::SQS::Queue, Properties: {QueueName: work}}
            %s      Events:
                    Incoming:
                      Type: SQS
                      Properties:
                        Queue: !GetAtt Work.Arn
                        BatchSize: 100
                        MaximumBatchingWindowInSeconds: 5
                        FunctionResponseTypes: [ReportBatchItemFailures]
                        ScalingConfig: {MaximumConcurrency: 7}
                        FilterCriteria: {Filters: [{Pattern: '{"body":{"n":[1]}}'}]}
            """
                .formatted(TemplateFolder.ECHO));
    String name = stack.functions().get(0).name();
    EventSourceMapping mapping = stack.eventSourceMappings().get(0);
    assertThat(mapping.id()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(mapping)
        .isEqualTo(
            EventSourceMapping.builder(
                    mapping.id(), "arn:aws:sqs:us-east-1:123456789012:work", name)
                .batchSize(100)
                .batchingWindow(Duration.ofSeconds(5))
                .reportsItemFailures(true)
                .maximumConcurrency(7)
                .filters(List.of("{\"body\":{\"n\":[1]}}"))
                .build());
    assertThat(stack.warnings()).isEmpty();
  }

  @Test
  void aFunctionThatPublishesIsInvokedByItsAlias() {
    Stack stack =
        folder.sam(
            """
              Work: {Type: AWS::SQS::Queue, Properties: {QueueName: work}}
            %s      AutoPublishAlias: live
                  Events:
                    Incoming: {Type: SQS, Properties: {Queue: !GetAtt Work.Arn, Enabled: false}}
            """
                .formatted(TemplateFolder.ECHO));
    EventSourceMapping mapping = stack.eventSourceMappings().get(0);
    assertThat(mapping.functionName()).endsWith(":live");
    assertThat(mapping.isEnabled()).isFalse();
  }

  @Test
  void aMappingOfCloudFormationNamesItsFunctionInAnyWay() {
    Stack stack =
        folder.sam(
            """
              Work: {Type: AWS::SQS::Queue, Properties: {QueueName: work}}
            %s  Mapping:
                Type: AWS::Lambda::EventSourceMapping
                Properties: {EventSourceArn: !GetAtt Work.Arn, FunctionName: !GetAtt Echo.Arn}
            """
                .formatted(TemplateFolder.ECHO));
    assertThat(stack.eventSourceMappings())
        .singleElement()
        .satisfies(
            mapping -> {
              assertThat(mapping.functionName()).isEqualTo(stack.functions().get(0).name());
              assertThat(mapping.batchSize()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "VisibilityTimeout: 43201|Work.Properties.VisibilityTimeout is \"43201\", but AWS takes 0 to 43200.",
        "QueueName: a b|is \"a b\", but a queue's name has 1 to 80 letters",
        "QueueName: a.fifo|only the name of a FIFO queue ends with .fifo. Add FifoQueue: true",
        "QueueName: a, FifoQueue: true|is \"a\", but the name of a FIFO queue ends with .fifo.",
        "ContentBasedDeduplication: true|is for FIFO queues only.",
        "RedrivePolicy: {maxReceiveCount: 3}|needs deadLetterTargetArn and maxReceiveCount.",
        "RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 0}|RedrivePolicy.maxReceiveCount is \"0\", but AWS takes 1 to 1000.",
        "FifoQueue: true, RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 1}|the dead-letter queue of a FIFO queue is one"
      })
  void aQueueThatAwsRefusesIsAProblem(String properties, String message) {
    assertThat(
            folder.problemsOfSam(
                """
                  Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: dead}}
                  Work: {Type: AWS::SQS::Queue, Properties: {%s}}
                """
                    .formatted(properties)))
        .singleElement()
        .asString()
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BatchSize: 11|BatchSize is 11, but Lambda wants MaximumBatchingWindowInSeconds of at least 1",
        "BatchSize: 10001|but AWS takes 1 to 10000.",
        "MaximumBatchingWindowInSeconds: 301|but AWS takes 0 to 300.",
        "ScalingConfig: {MaximumConcurrency: 1}|ScalingConfig.MaximumConcurrency is \"1\", but AWS takes 2 to 1000.",
        "FunctionResponseTypes: [All]|has \"All\". Write: [ReportBatchItemFailures]",
        "StartingPosition: LATEST|StartingPosition is for streams only",
        "FilterCriteria: {Filters: [{Pattern: '{\"body\":1}'}]}|which Lambda refuses: \"body\" must be an object or an array. (at body)"
      })
  void aMappingThatLambdaRefusesIsAProblem(String properties, String message) {
    assertThat(folder.problemsOfSam(withEvent(properties, 30)))
        .singleElement()
        .asString()
        .contains("Resources.Echo.Properties.Events.Incoming.Properties")
        .contains(message);
  }

  @Test
  void aQueueWhoseMessagesComeBackTooSoonIsAProblem() {
    assertThat(folder.problemsOfSam(withEvent("Enabled: true", 2)))
        .singleElement()
        .asString()
        .contains("visibility timeout of 2 seconds is less than the timeout of the function")
        .contains("Set VisibilityTimeout of Work to at least 3.");
  }

  private static String withEvent(String properties, int visibility) {
    return """
      Work: {Type: AWS::SQS::Queue, Properties: {QueueName: work, VisibilityTimeout: %d}}
    %s      Events:
            Incoming: {Type: SQS, Properties: {Queue: !GetAtt Work.Arn, %s}}
    """
        .formatted(visibility, TemplateFolder.ECHO, properties);
  }

  @Test
  void aMappingToAFunctionThatIsNowhereIsAProblem() {
    assertThat(
            folder.problemsOfSam(
                """
                  Work: {Type: AWS::SQS::Queue}
                  Mapping:
                    Type: AWS::Lambda::EventSourceMapping
                    Properties: {EventSourceArn: !GetAtt Work.Arn, FunctionName: nobody}
                """))
        .singleElement()
        .asString()
        .contains("FunctionName is \"nobody\", which is not a function of the given templates.");
  }

  @Test
  void aQueueOfAnotherAccountIsAWarning() {
    Stack stack =
        folder.sam(
            TemplateFolder.ECHO
                + """
                        Events:
                          Incoming: {Type: SQS, Properties: {Queue: arn:aws:sqs:us-east-1:210987654321:other}}
                  """);
    assertThat(stack.warnings())
        .singleElement()
        .asString()
        .contains("\"arn:aws:sqs:us-east-1:210987654321:other\", which is no queue of the given");
  }
}
