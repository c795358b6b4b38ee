package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.lambda.AsyncConfig;
import dev.wsemulator.lambda.AsyncConfig.Destinations;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.EventRule;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Topic;
import dev.wsemulator.stack.Topic.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Topics, rules, schedules, and what becomes of queued events. */
class EventResourcesTest {
  private static final String ACCOUNT = ":us-east-1:123456789012:";
  private static final String ECHO = "arn:aws:lambda" + ACCOUNT + "function:my-app-Echo";

  private static final String NEWS =
      """
            Events:
              Said:
                Type: SNS
                Properties:
                  Topic: !Ref News
                  FilterPolicy: {kind: [a]}
        News:
          Type: AWS::SNS::Topic
          Properties:
            TopicName: news
            Subscription:
              - {Protocol: sqs, Endpoint: 'arn:aws:sqs:us-east-1:123456789012:q'}
        Own:
          Type: AWS::SNS::Subscription
          Properties:
            TopicArn: !Ref News
            Protocol: sqs
            Endpoint: arn:aws:sqs:us-east-1:123456789012:raw
            RawMessageDelivery: true
            RedrivePolicy: {deadLetterTargetArn: 'arn:aws:sqs:us-east-1:123456789012:d'}
        Policy:
          Type: AWS::SNS::TopicPolicy
          Properties: {Topics: [!Ref News], PolicyDocument: {Statement: []}}
      """;

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  private Stack sam(String resources) {
    return folder.sam(TemplateFolder.ECHO + resources);
  }

  private static EventRule.Target target(String id, String settings) {
    return new EventRule.Target(id, ECHO, Optional.ofNullable(settings));
  }

  @Test
  void aTopicHasItsSubscriptions() {
    Stack stack = sam(NEWS);
    assertThat(stack.topics())
        .containsExactly(
            new Topic(
                "news",
                Map.of(),
                List.of(
                    new Subscription("sqs", "arn:aws:sqs" + ACCOUNT + "q", Map.of()),
                    new Subscription(
                        "sqs",
                        "arn:aws:sqs" + ACCOUNT + "raw",
                        Map.of(
                            "RawMessageDelivery",
                            "true",
                            "RedrivePolicy",
                            "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:d\"}")),
                    new Subscription(
                        "lambda", ECHO, Map.of("FilterPolicy", "{\"kind\":[\"a\"]}")))));
    assertThat(stack.warnings())
        .hasSize(3)
        .allMatch(line -> line.endsWith("It is created, with the defaults of AWS."));
  }

  @Test
  void aQueueCanBeBetweenATopicAndAFunction() {
    Stack stack =
        sam(
            """
                  Events:
                    Said: {Type: SNS, Properties: {Topic: !Ref News, SqsSubscription: true}}
              News: {Type: AWS::SNS::Topic, Properties: {TopicName: news.fifo, FifoTopic: true}}
            """);
    String queue = "arn:aws:sqs" + ACCOUNT + "my-app-EchoSaidQueue";
    assertThat(stack.topics().get(0).subscriptions())
        .containsExactly(new Subscription("sqs", queue, Map.of()));
    assertThat(stack.eventSourceMappings())
        .singleElement()
        .satisfies(mapping -> assertThat(mapping.sourceArn()).isEqualTo(queue));
  }

  @Test
  void aSubscriptionThatReachesNobodyIsAWarning() {
    assertThat(
            sam("""
                      News:
                        Type: AWS::SNS::Topic
                        Properties:
                          Subscription: [{Protocol: email, Endpoint: ann@example.com}]
                      Other:
                        Type: AWS::SNS::Subscription
                        Properties:
                          TopicArn: arn:aws:sns:us-east-1:210987654321:other
                          Protocol: lambda
                          Endpoint: !GetAtt Echo.Arn
                    """)
                .warnings())
        .anyMatch(line -> line.contains("the protocol \"email\", which gets nothing here"))
        .anyMatch(line -> line.contains("Resources.Other is about the topic"));
  }

  @Test
  void rulesHaveTheirPatternsSchedulesAndTargets() {
    Stack stack =
        sam(
            """
              Bus: {Type: AWS::Events::EventBus, Properties: {Name: orders}}
              Wanted:
                Type: AWS::Events::Rule
                Properties:
                  Name: wanted
                  EventBusName: !Ref Bus
                  EventPattern: {source: [shop], detail: {price: [{numeric: ['>', 5]}]}}
                  Targets:
                    - {Id: one, Arn: !GetAtt Echo.Arn, InputPath: $.detail}
              Tick:
                Type: AWS::Events::Rule
                Properties:
                  Name: tick
                  State: DISABLED
                  ScheduleExpression: rate(1 minute)
                  Targets: [{Id: two, Arn: !GetAtt Echo.Arn}]
            """);
    assertThat(stack.eventBuses()).containsExactly("orders");
    assertThat(stack.rules())
        .containsExactly(
            new EventRule(
                "wanted",
                true,
                new EventRule.Pattern(
                    "orders",
                    "{\"source\":[\"shop\"],\"detail\":{\"price\":[{\"numeric\":[\">\",5]}]}}"),
                List.of(target("one", "{\"InputPath\":\"$.detail\"}"))),
            new EventRule(
                "tick", false, new EventRule.Rate("rate(1 minute)"), List.of(target("two", null))));
    assertThat(stack.warnings()).isEmpty();
  }

  @Test
  void eventsOfSamFunctionsAreRulesAndSchedules() {
    Stack stack =
        sam(
            """
                  Events:
                    Often: {Type: Schedule, Properties: {Schedule: rate(5 minutes), Input: '{}', Enabled: false}}
                    Daily:
                      Type: ScheduleV2
                      Properties:
                        ScheduleExpression: cron(0 9 * * ? *)
                        ScheduleExpressionTimezone: Europe/Berlin
                        FlexibleTimeWindow: {Mode: FLEXIBLE, MaximumWindowInMinutes: 15}
                    Seen: {Type: EventBridgeRule, Properties: {Pattern: {source: [s]}, RuleName: seen}}
            """);
    assertThat(stack.rules())
        .containsExactly(
            new EventRule(
                "my-app-EchoOften",
                false,
                new EventRule.Rate("rate(5 minutes)"),
                List.of(target("OftenLambdaTarget", "{\"Input\":\"{}\"}"))),
            new EventRule(
                "seen",
                true,
                new EventRule.Pattern("default", "{\"source\":[\"s\"]}"),
                List.of(target("SeenLambdaTarget", null))),
            new EventRule(
                "EchoDaily",
                true,
                new EventRule.Schedule(
                    "arn:aws:scheduler" + ACCOUNT + "schedule/default/EchoDaily",
                    "cron(0 9 * * ? *)",
                    Map.of(
                        "ScheduleExpressionTimezone",
                        "Europe/Berlin",
                        "MaximumWindowInMinutes",
                        "15")),
                List.of(target("target", null))));
  }

  @Test
  void anEventHasTheDeadLetterQueueThatSamMakes() {
    Stack stack =
        sam(
            """
                  Events:
                    Often: {Type: Schedule, Properties: {Schedule: rate(1 day), DeadLetterConfig: {Type: SQS}}}
            """);
    assertThat(stack.rules().get(0).targets())
        .containsExactly(
            target(
                "OftenLambdaTarget",
                "{\"DeadLetterConfig\":{\"Arn\":\"arn:aws:sqs"
                    + ACCOUNT
                    + "my-app-EchoOftenQueue\"}}"));
    assertThat(stack.queues()).hasSize(1);
  }

  @Test
  void aScheduleHasItsTargetAndItsTimes() {
    assertThat(
            sam("""
                      Once:
                        Type: AWS::Scheduler::Schedule
                        Properties:
                          Name: once
                          GroupName: g
                          ScheduleExpression: at(2030-01-31T08:00:00)
                          StartDate: '2029-01-01T00:00:00Z'
                          FlexibleTimeWindow: {Mode: 'OFF'}
                          Target: {Arn: !GetAtt Echo.Arn, RoleArn: 'arn:aws:iam::123456789012:role/r'}
                    """)
                .rules())
        .containsExactly(
            new EventRule(
                "once",
                true,
                new EventRule.Schedule(
                    "arn:aws:scheduler" + ACCOUNT + "schedule/g/once",
                    "at(2030-01-31T08:00:00)",
                    Map.of("GroupName", "g", "StartDate", "2029-01-01T00:00:00Z")),
                List.of(target("target", "{\"RoleArn\":\"arn:aws:iam::123456789012:role/r\"}"))));
  }

  @Test
  void aTargetThatGetsNothingIsAWarning() {
    assertThat(
            sam("""
                      Tick:
                        Type: AWS::Events::Rule
                        Properties:
                          ScheduleExpression: rate(1 day)
                          Targets: [{Id: t, Arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/c'}]
                    """)
                .warnings())
        .singleElement()
        .asString()
        .startsWith("template.yaml:13: ")
        .contains("which gets nothing here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS::Events::Rule, Properties: {ScheduleExpression: every day} | \"every day\" is no schedule",
        "AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 minutes)} | Write rate(1 minute).",
        "AWS::Events::Rule, Properties: {EventPattern: {source: 1}} | is a pattern that EventBridge refuses",
        "AWS::Events::Rule, Properties: {Name: a} | has neither an EventPattern nor a ScheduleExpression",
        "AWS::Scheduler::Schedule, Properties: {Target: {Arn: !GetAtt Echo.Arn}, ScheduleExpression: at(tomorrow)} | at(tomorrow) is no time",
        "AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(1 day), Target: {Arn: !GetAtt Echo.Arn}, ScheduleExpressionTimezone: Mars} | which is no time zone",
        "AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(1 day), Target: {Arn: !GetAtt Echo.Arn}, EndDate: soon} | which is no time",
        "AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(1 day)} | Target.Arn is missing",
        "AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref Echo, MaximumRetryAttempts: 3} | a whole number from 0 to 2",
        "AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref Echo, MaximumEventAgeInSeconds: 10} | a whole number from 60 to 21600",
      })
  void whatAwsRefusesIsAProblemWithItsLine(String resource, String message) {
    assertThat(folder.problemsOfSam(TemplateFolder.ECHO + "  Wrong: {Type: " + resource + "}\n"))
        .singleElement()
        .asString()
        .startsWith("template.yaml:9: ")
        .contains(message);
  }

  @Test
  void aFunctionHasWhatBecomesOfItsEvents() {
    Stack stack =
        sam(
            """
                  DeadLetterQueue: {Type: SNS, TargetArn: 'arn:aws:sns:us-east-1:123456789012:letters'}
                  EventInvokeConfig:
                    MaximumRetryAttempts: 1
                    MaximumEventAgeInSeconds: 120
                    DestinationConfig:
                      OnSuccess: {Type: SNS}
                      OnFailure: {Type: Lambda, Destination: 'arn:aws:lambda:us-east-1:123456789012:function:f'}
            """);
    assertThat(stack.functions().get(0).asynchronous())
        .isEqualTo(
            new AsyncConfig(
                1,
                Duration.ofMinutes(2),
                new Destinations(
                    Optional.of(
                        "arn:aws:sns" + ACCOUNT + "my-app-EchoEventInvokeConfigOnSuccessTopic"),
                    Optional.of("arn:aws:lambda" + ACCOUNT + "function:f"),
                    Optional.of("arn:aws:sns" + ACCOUNT + "letters"))));
    assertThat(stack.topics())
        .extracting(Topic::topicName)
        .containsExactly("my-app-EchoEventInvokeConfigOnSuccessTopic", "letters");
  }

  @Test
  void anEventInvokeConfigIsOfItsFunction() {
    assertThat(
            sam("""
                      Config:
                        Type: AWS::Lambda::EventInvokeConfig
                        Properties:
                          FunctionName: !Ref Echo
                          Qualifier: $LATEST
                          MaximumRetryAttempts: 0
                          DestinationConfig: {OnFailure: {Destination: 'arn:aws:sqs:us-east-1:123456789012:q'}}
                    """)
                .functions()
                .get(0)
                .asynchronous())
        .isEqualTo(
            new AsyncConfig(
                0,
                Duration.ofHours(6),
                new Destinations(
                    Optional.empty(),
                    Optional.of("arn:aws:sqs" + ACCOUNT + "q"),
                    Optional.empty())));
  }

  @Test
  void aBucketNotifiesQueuesTopicsAndEventBridge() {
    assertThat(
            sam("""
                      Documents:
                        Type: AWS::S3::Bucket
                        Properties:
                          NotificationConfiguration:
                            QueueConfigurations:
                              - {Event: 's3:ObjectCreated:*', Queue: 'arn:aws:sqs:us-east-1:123456789012:q'}
                            TopicConfigurations:
                              - {Event: 's3:ObjectRemoved:*', Topic: 'arn:aws:sns:us-east-1:123456789012:t'}
                            EventBridgeConfiguration: {EventBridgeEnabled: true}
                    """)
                .buckets()
                .get(0)
                .notifications())
        .extracting(Bucket.Notification::target)
        .containsExactly(
            "arn:aws:sqs" + ACCOUNT + "q",
            "arn:aws:sns" + ACCOUNT + "t",
            Bucket.Notification.EVENT_BRIDGE);
  }
}
