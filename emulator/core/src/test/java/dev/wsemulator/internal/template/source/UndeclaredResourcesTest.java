package dev.wsemulator.internal.template.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Topic;
import dev.wsemulator.stack.Topic.Subscription;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a template only names comes into being. */
class UndeclaredResourcesTest {
  @TempDir private Path folder;

  private Stack stack(String resources) {
    return TemplateFolder.in(folder).sam(TemplateFolder.ECHO + resources);
  }

  @Test
  void aTopicOfAnotherStackThatAFunctionListensToIsCreated() {
    Stack stack =
        stack(
            """
                  Events:
                    Said:
                      Type: SNS
                      Properties: {Topic: 'arn:aws:sns:us-east-1:123456789012:broadcast'}
            """);
    assertThat(stack.topics())
        .containsExactly(
            new Topic(
                "broadcast",
                Map.of(),
                List.of(
                    new Subscription(
                        "lambda",
                        "arn:aws:lambda:us-east-1:123456789012:function:my-app-Echo",
                        Map.of()))));
    assertThat(stack.warnings())
        .singleElement()
        .asString()
        .endsWith(
            "names the topic \"broadcast\", which is in no given template. It is created, with the"
                + " defaults of AWS.");
  }

  @Test
  void queuesOfVariablesAndPoliciesAreCreatedOnceAndFifoQueuesAsSuch() {
    Stack stack =
        stack(
            """
                  Environment:
                    Variables:
                      JOBS: https://sqs.us-east-1.amazonaws.com/610596007825/jobs
                      ORDERED: !Sub "https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/ordered.fifo"
                  Policies:
                    - Statement:
                        - {Effect: Allow, Action: sqs:SendMessage, Resource: !Sub "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs"}
                        - {Effect: Allow, Action: sqs:SendMessage, Resource: "arn:aws:sqs:us-east-1:123456789012:*"}
                        - {Effect: Allow, Action: sqs:SendMessage, Resource: "arn:aws:sqs:eu-west-1:123456789012:far"}
                        - {Effect: Allow, Action: events:PutEvents, Resource: "arn:aws:events:us-east-1:123456789012:event-bus/orders"}
            """);
    assertThat(stack.queues())
        .extracting(Queue::queueName)
        .containsExactlyInAnyOrder("jobs", "ordered.fifo");
    assertThat(stack.queues())
        .filteredOn(Queue::isFifo)
        .extracting(Queue::attributes)
        .containsExactly(Map.of("FifoQueue", "true"));
    assertThat(stack.eventBuses()).containsExactly("orders");
    assertThat(stack.warnings()).hasSize(3);
  }

  @Test
  void aQueueThatIsDeclaredIsNotCreatedOnceMoreAndItsPolicyIsHarmless() {
    Stack stack =
        stack(
            """
                  Environment: {Variables: {URL: !Ref Jobs, ARN: !GetAtt Jobs.Arn}}
              Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs, VisibilityTimeout: 60}}
              Policy:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [!Ref Jobs]
                  PolicyDocument: {Statement: [{Effect: Allow, Principal: "*", Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn}]}
            """);
    assertThat(stack.queues())
        .containsExactly(new Queue("jobs", Map.of("VisibilityTimeout", "60")));
    assertThat(stack.warnings()).isEmpty();
  }

  @Test
  void aMappingOfAQueueOfAnotherStackReceivesItsMessages() {
    Stack stack =
        stack(
            """
                  Timeout: 120
                  Events:
                    Job: {Type: SQS, Properties: {Queue: 'arn:aws:sqs:us-east-1:123456789012:jobs'}}
            """);
    assertThat(stack.queues()).extracting(Queue::queueName).containsExactly("jobs");
    assertThat(stack.eventSourceMappings())
        .extracting(EventSourceMapping::sourceArn)
        .containsExactly("arn:aws:sqs:us-east-1:123456789012:jobs");
  }

  @Test
  void aTopicOfAnotherAccountIsNotCreatedAndTheWarningSaysWhatToDo() {
    Stack stack =
        stack(
            """
                  Events:
                    Said:
                      Type: SNS
                      Properties: {Topic: 'arn:aws:sns:us-east-1:324941539183:broadcast'}
            """);
    assertThat(stack.topics()).isEmpty();
    assertThat(stack.warnings())
        .singleElement()
        .asString()
        .endsWith("Set --parameter AWS::AccountId=324941539183, or write !Ref MyTopic.");
  }
}
