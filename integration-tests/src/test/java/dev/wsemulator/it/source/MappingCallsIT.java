package dev.wsemulator.it.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Stack;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Calls of Lambda's API lead queues to functions, as Terraform makes them. */
class MappingCallsIT {
  private static final String OF_TEMPLATE = "6f1a7f0e-0000-4000-8000-000000000001";

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final LambdaFunction worker =
      event -> {
        QueueApp.records(event).forEach(record -> seen.add(record.path("body").asText()));
        return QueueApp.nothing();
      };
  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private WebSocketApiEmulator emulator;
  private SqsClient sqs;
  private LambdaClient lambda;

  @BeforeEach
  void start() {
    Stack stack =
        Stack.builder()
            .queues(List.of(QueueApp.queue("work"), QueueApp.queue("other")))
            .functions(List.of(FunctionDefinition.of("Worker", worker)))
            .eventSourceMappings(
                List.of(
                    EventSourceMapping.builder(OF_TEMPLATE, QueueApp.ARN + "other", "Worker")
                        .enabled(false)
                        .build()))
            .build();
    emulator = WebSocketApiEmulator.builder().stack(stack).backEnd(aws).start();
    sqs = client(SqsClient.builder(), aws.endpoint("sqs"));
    lambda = client(LambdaClient.builder(), emulator.baseUrl());
  }

  private static <
          C extends SdkAutoCloseable, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>>
      C client(B builder, URI endpoint) {
    AccessKey key = AccessKey.OWNER;
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
        .build();
  }

  @AfterEach
  void stop() {
    lambda.close();
    sqs.close();
    emulator.close();
  }

  private CreateEventSourceMappingResponse create(String queue) {
    return lambda.createEventSourceMapping(
        r ->
            r.eventSourceArn(QueueApp.ARN + queue)
                .functionName("Worker")
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                .scalingConfig(s -> s.maximumConcurrency(5)));
  }

  private void send(String body) {
    String url = sqs.getQueueUrl(r -> r.queueName("work")).queueUrl();
    sqs.sendMessage(r -> r.queueUrl(url).messageBody(body));
  }

  @Test
  void aMappingBringsMessagesFromItsCreationToItsEnd() {
    CreateEventSourceMappingResponse created = create("work");
    assertThat(created.state()).isEqualTo("Enabled");
    assertThat(created.batchSize()).isEqualTo(10);
    assertThat(created.functionArn())
        .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:Worker");
    assertThat(created.eventSourceMappingArn())
        .isEqualTo("arn:aws:lambda:us-east-1:123456789012:event-source-mapping:" + created.uuid());
    send("a");
    await().until(() -> seen.contains("a"));

    lambda.updateEventSourceMapping(r -> r.uuid(created.uuid()).enabled(false));
    send("b");
    assertThat(lambda.getEventSourceMapping(r -> r.uuid(created.uuid())).state())
        .isEqualTo("Disabled");
    assertThat(seen).containsExactly("a");

    lambda.updateEventSourceMapping(r -> r.uuid(created.uuid()).enabled(true));
    await().until(() -> seen.contains("b"));

    lambda.deleteEventSourceMapping(r -> r.uuid(created.uuid()));
    assertThatThrownBy(() -> lambda.getEventSourceMapping(r -> r.uuid(created.uuid())))
        .isInstanceOf(ResourceNotFoundException.class);
    send("c");
    assertThat(seen).containsExactly("a", "b");
  }

  @Test
  void aMappingOfAQueueThatComesLaterBringsItsMessages() {
    create("later");
    String url = sqs.createQueue(r -> r.queueName("later")).queueUrl();
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("x"));
    await().until(() -> seen.contains("x"));
  }

  @Test
  void mappingsOfTemplatesAreShownAndNotChanged() {
    String own = create("work").uuid();

    assertThat(lambda.listEventSourceMappings().eventSourceMappings())
        .extracting("uuid")
        .containsExactly(OF_TEMPLATE, own);
    assertThat(
            lambda
                .listEventSourceMappings(r -> r.eventSourceArn(QueueApp.ARN + "work"))
                .eventSourceMappings())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.uuid()).isEqualTo(own);
              assertThat(one.scalingConfig().maximumConcurrency()).isEqualTo(5);
              assertThat(one.functionResponseTypes())
                  .containsExactly(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES);
            });
    assertThatThrownBy(() -> lambda.deleteEventSourceMapping(r -> r.uuid(OF_TEMPLATE)))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("comes from a template and cannot be changed by calls");
  }

  @Test
  void whatLambdaRefusesIsRefused() {
    Filter unusable = Filter.builder().pattern("{\"body\":1}").build();
    create("work");
    assertThatThrownBy(() -> create("work"))
        .isInstanceOf(ResourceConflictException.class)
        .hasMessageContaining("provided mapping already exists. Please update or delete");
    assertThatThrownBy(
            () ->
                lambda.createEventSourceMapping(
                    r -> r.eventSourceArn(QueueApp.ARN + "work").functionName("Nobody")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found:");
    assertThatThrownBy(
            () ->
                lambda.createEventSourceMapping(
                    r ->
                        r.eventSourceArn(QueueApp.ARN + "new")
                            .functionName("Worker")
                            .batchSize(11)))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("Maximum batch window in seconds must be greater than 0");
    assertThatThrownBy(
            () ->
                lambda.createEventSourceMapping(
                    r ->
                        r.eventSourceArn(QueueApp.ARN + "new")
                            .functionName("Worker")
                            .filterCriteria(f -> f.filters(List.of(unusable)))))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("Invalid filter pattern definition.");
  }
}
