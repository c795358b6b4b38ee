package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.testing.Aws;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Routes that call an action of another AWS service, without a function. */
class AwsIntegrationsTest {
  private static final IntegrationResponse STATUS =
      IntegrationResponse.of("$default", "done $input.body");

  private static Route route(String method, String service, String target, Transformation how) {
    return Route.twoWay(
        "$default",
        new Integration.AwsService(method, service, target, how, Integration.MAX_TIMEOUT));
  }

  private static String answer(WebSocketApiEmulator emulator, String message) throws Exception {
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    WebSocket client =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(
                emulator.webSocketUrl(),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket socket, CharSequence text, boolean last) {
                    answers.add(text.toString());
                    socket.request(1);
                    return null;
                  }
                })
            .get(20, TimeUnit.SECONDS);
    client.sendText(message, true);
    String answer = answers.poll(20, TimeUnit.SECONDS);
    client.abort();
    return answer;
  }

  private static WebSocketApiEmulator start(AwsEnvironment aws, Route route) {
    return WebSocketApiEmulator.builder()
        .stack(TestStack.stack())
        .backEnd(aws)
        .api(WebSocketApi.builder("services").route(route).build())
        .start();
  }

  @Aws("IN-20")
  @Test
  void aMessageBecomesAnItem() throws Exception {
    AwsEnvironment aws = AwsEnvironment.embedded();
    Transformation put =
        Transformation.of(STATUS).toBuilder()
            .requestTemplate(
                """
                {"TableName": "%s", "Item": {
                  "connectionId": {"S": "$context.connectionId"},
                  "room": {"S": "$input.path('$.room')"}}}"""
                    .formatted(TestStack.TABLE))
            .build();
    try (WebSocketApiEmulator emulator =
        start(aws, route("POST", "dynamodb", "action/PutItem", put))) {
      assertThat(answer(emulator, "{\"room\":\"hi\"}")).isEqualTo("done {}");
      assertThat(TestClients.dynamoDb(aws).scan(scan -> scan.tableName(TestStack.TABLE)).items())
          .singleElement()
          .satisfies(item -> assertThat(item).containsEntry("room", AttributeValue.fromS("hi")));
    }
  }

  @Aws({"IN-20", "IN-05"})
  @Test
  void anErrorOfTheServiceChoosesItsResponse() throws Exception {
    AwsEnvironment aws = AwsEnvironment.embedded();
    Transformation put =
        Transformation.of(STATUS, IntegrationResponse.of("/400/", "refused")).toBuilder()
            .requestTemplate("{\"TableName\": \"no-such-table\", \"Item\": {}}")
            .build();
    try (WebSocketApiEmulator emulator =
        start(aws, route("POST", "dynamodb", "action/PutItem", put))) {
      assertThat(answer(emulator, "x")).isEqualTo("refused");
    }
  }

  @Aws({"IN-20", "TM-08"})
  @Test
  void aMessageBecomesAnObject() throws Exception {
    AwsEnvironment aws = AwsEnvironment.embedded();
    Transformation put =
        Transformation.of(IntegrationResponse.of("/200/", "stored")).toBuilder()
            .requestParameters(
                Map.of(
                    "integration.request.path.key", "route.request.body.name",
                    "integration.request.header.Content-Type", "'text/plain'"))
            .build();
    Route store = route("PUT", "s3", "path/" + TestStack.BUCKET + "/in/{key}", put);
    try (WebSocketApiEmulator emulator = start(aws, store)) {
      assertThat(answer(emulator, "{\"name\":\"a b.txt\"}")).isEqualTo("stored");
      assertThat(
              TestClients.s3(aws)
                  .getObjectAsBytes(get -> get.bucket(TestStack.BUCKET).key("in/a b.txt"))
                  .asUtf8String())
          .isEqualTo("{\"name\":\"a b.txt\"}");
    }
  }

  @Aws("IN-27")
  @Test
  void aServiceThatIsNotHereIsAnInternalError() throws Exception {
    Transformation send = Transformation.of(STATUS);
    EmulatorBuilder builder =
        WebSocketApiEmulator.builder()
            .api(
                WebSocketApi.builder("none")
                    .route(route("POST", "sqs", "action/SendMessage", send))
                    .build());
    try (WebSocketApiEmulator emulator = builder.start()) {
      assertThat(answer(emulator, "x")).startsWith("{\"message\": \"Internal server error\"");
    }
  }

  @Aws("IN-20")
  @Test
  void aMessageIsQueued() throws Exception {
    AwsEnvironment aws = AwsEnvironment.embedded();
    Transformation send =
        Transformation.of(STATUS).toBuilder()
            .requestParameters(
                Map.of(
                    "integration.request.querystring.QueueUrl",
                    "'https://sqs.us-east-1.amazonaws.com/123456789012/messages'",
                    "integration.request.querystring.MessageBody",
                    "route.request.body.text"))
            .build();
    assertThat(queued(aws, route("POST", "sqs", "action/SendMessage", send)))
        .containsExactly("queued");
  }

  /** The form of AWS's guides: the queue in the path, the message by a template. */
  @Aws("IN-20")
  @Test
  void aMessageIsQueuedByATemplate() throws Exception {
    AwsEnvironment aws = AwsEnvironment.embedded();
    Transformation send =
        Transformation.of(STATUS).toBuilder()
            .requestParameters(
                Map.of(
                    "integration.request.header.Content-Type",
                    "'application/x-www-form-urlencoded'"))
            .requestTemplate(
                "Action=SendMessage&MessageBody=$util.urlEncode($input.path('$.text'))")
            .build();
    assertThat(queued(aws, route("POST", "sqs", "path/123456789012/messages", send)))
        .containsExactly("queued");
  }

  private static List<String> queued(AwsEnvironment aws, Route route) throws Exception {
    try (WebSocketApiEmulator emulator = start(aws, route);
        SqsClient sqs = sqs(aws)) {
      String queue = sqs.createQueue(create -> create.queueName("messages")).queueUrl();
      assertThat(answer(emulator, "{\"text\":\"queued\"}")).contains("SendMessageResponse");
      return sqs.receiveMessage(receive -> receive.queueUrl(queue)).messages().stream()
          .map(message -> message.body())
          .toList();
    }
  }

  @Aws("IN-20")
  @Test
  void messagesOfAConnectionReachAQueueInTheirOrder() throws Exception {
    AwsEnvironment aws = AwsEnvironment.embedded();
    Transformation send =
        Transformation.of(STATUS).toBuilder()
            .requestParameters(
                Map.of(
                    "integration.request.header.Content-Type",
                    "'application/x-www-form-urlencoded'"))
            .requestTemplate(
                "Action=SendMessage&MessageGroupId=g&MessageDeduplicationId=$context.requestId&MessageBody=$input.body")
            .build();
    Route route = route("POST", "sqs", "path/123456789012/ordered.fifo", send);
    try (WebSocketApiEmulator emulator = start(aws, route);
        SqsClient sqs = sqs(aws)) {
      String queue =
          sqs.createQueue(
                  create ->
                      create
                          .queueName("ordered.fifo")
                          .attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
              .queueUrl();
      WebSocket client =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(emulator.webSocketUrl(), new WebSocket.Listener() {})
              .get(20, TimeUnit.SECONDS);
      List<String> sent = IntStream.range(0, 40).mapToObj(String::valueOf).toList();
      for (String message : sent) {
        client.sendText(message, true).get(20, TimeUnit.SECONDS);
      }
      assertThat(taken(sqs, queue, sent.size())).isEqualTo(sent);
      client.abort();
    }
  }

  /** Takes messages off a queue until there are so many. */
  private static List<String> taken(SqsClient sqs, String queue, int count) {
    List<String> bodies = new ArrayList<>();
    while (bodies.size() < count) {
      sqs.receiveMessage(
              receive -> receive.queueUrl(queue).waitTimeSeconds(20).maxNumberOfMessages(10))
          .messages()
          .forEach(
              message -> {
                bodies.add(message.body());
                sqs.deleteMessage(
                    delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
              });
    }
    return bodies;
  }

  private static SqsClient sqs(AwsEnvironment aws) {
    return SqsClient.builder()
        .endpointOverride(aws.endpoint("sqs"))
        .region(Region.of(TestStack.stack().region()))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(TestClients.credentials(aws.accessKey()))
        .build();
  }
}
