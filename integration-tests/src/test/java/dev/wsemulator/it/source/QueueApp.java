package dev.wsemulator.it.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An emulator with a queue that a function named Worker works on, and a real client of SQS. */
final class QueueApp implements AutoCloseable {
  static final String WORKER = "Worker";
  static final String ARN = "arn:aws:sqs:us-east-1:123456789012:";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private final WebSocketApiEmulator emulator;
  private final SqsClient sqs;

  /**
   * Starts it.
   *
   * @param queues the queues; the first one is worked on
   * @param mapping changes the mapping
   * @param worker the function
   * @param builder changes the emulator
   */
  QueueApp(
      List<Queue> queues,
      UnaryOperator<EventSourceMapping.Builder> mapping,
      LambdaFunction worker,
      UnaryOperator<EmulatorBuilder> builder) {
    String source = ARN + queues.get(0).queueName();
    Stack stack =
        Stack.builder()
            .queues(queues)
            .functions(List.of(FunctionDefinition.of(WORKER, worker)))
            .eventSourceMappings(
                List.of(mapping.apply(EventSourceMapping.builder("id", source, WORKER)).build()))
            .build();
    emulator = builder.apply(WebSocketApiEmulator.builder().stack(stack).backEnd(aws)).start();
    sqs =
        SqsClient.builder()
            .endpointOverride(aws.endpoint("sqs"))
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        aws.accessKey().accessKeyId(), aws.accessKey().secretAccessKey())))
            .build();
  }

  static Queue queue(String name) {
    return new Queue(name, Map.of());
  }

  WebSocketApiEmulator emulator() {
    return emulator;
  }

  SqsClient sqs() {
    return sqs;
  }

  String url(String queue) {
    return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
  }

  void send(String queue, String body) {
    String url = url(queue);
    sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
  }

  /** Returns the entries of a kind that are in the journal. */
  <E extends JournalEntry> List<E> entries(Class<E> kind) {
    return emulator.journal().entries().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Returns the records of an event. */
  static List<JsonNode> records(byte[] event) {
    try {
      List<JsonNode> records = new ArrayList<>();
      JSON.readTree(event).path("Records").forEach(records::add);
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] nothing() {
    return "null".getBytes(UTF_8);
  }

  @Override
  public void close() {
    sqs.close();
    emulator.close();
  }
}
