package dev.wsemulator.internal.aws;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Parameter;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Secret;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.stack.Table.AttributeType;
import dev.wsemulator.stack.Table.Key;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Services with a folder for state, which are started again with copies of its files. */
abstract class KeptServices {
  static final String GREETING = "/chat/greeting";
  static final String TABLE = "rooms";
  static final String STREAM =
      "arn:aws:dynamodb:us-east-1:123456789012:table/rooms/stream/2024-01-01T00:00:00.000";

  @TempDir Path folder;
  final VirtualTime time = new VirtualTime();
  final List<Running> started = new ArrayList<>();
  Audit functions = new Audit();
  Running now;

  private record Context(
      Stack stack, FunctionInvoker functions, TimeSource clock, Optional<Path> state)
      implements BackEndContext {}

  record Running(Path folder, AwsEnvironment aws, AwsClients clients) {
    DynamoDbClient dynamoDb() {
      return clients.open(DynamoDbClient.builder());
    }

    S3Client s3() {
      return clients.open(S3Client.builder().forcePathStyle(true));
    }

    SqsClient sqs() {
      return clients.open(SqsClient.builder());
    }
  }

  @BeforeEach
  void start() {
    now = started(folder.resolve("0"), stack());
  }

  @AfterEach
  void stop() {
    for (Running one : started) {
      one.clients().close();
      one.aws().close();
    }
  }

  static Stack stack() {
    return stack(table("id").build());
  }

  static Stack stack(Table table) {
    return Stack.builder()
        .tables(List.of(table))
        .buckets(List.of(new Bucket("docs", List.of(), List.of())))
        .queues(List.of(new Queue("work", Map.of("VisibilityTimeout", "60"))))
        .parameters(List.of(new Parameter(GREETING, "String", "hello")))
        .secrets(
            List.of(
                new Secret(
                    "chat/key",
                    "arn:aws:secretsmanager:us-east-1:123456789012:secret:chat/key-abcdef",
                    "k")))
        .build();
  }

  static Table.Builder table(String key) {
    return Table.builder(TABLE, new Key(key, null)).attributeTypes(Map.of(key, AttributeType.S));
  }

  Running started(Path state, Stack stack) {
    AwsEnvironment aws = AwsEnvironment.embedded();
    aws.start(new Context(stack, functions, time, Optional.of(state)));
    Running running =
        new Running(state, aws, new AwsClients(aws.endpoint("s3"), "us-east-1", aws.accessKey()));
    started.add(running);
    return running;
  }

  /** Starts with what is on the disk, as after a crash. */
  void crash(Stack stack) throws IOException {
    Path copy = folder.resolve(String.valueOf(started.size()));
    try (Stream<Path> files = Files.walk(now.folder())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(now.folder().relativize(file)));
      }
    }
    functions = new Audit();
    now = started(copy, stack);
  }

  void crash() throws IOException {
    crash(stack());
  }

  /** A function that does not end until it is let. */
  static final class Audit implements FunctionInvoker {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    volatile boolean isStuck;

    @Override
    public CompletionStage<InvocationOutcome> invokeAsync(String functionName, byte[] event) {
      events.add(new String(event, StandardCharsets.UTF_8));
      return isStuck
          ? new CompletableFuture<>()
          : CompletableFuture.completedFuture(
              new InvocationOutcome(InvocationOutcome.Condition.SUCCESS, 1, ""));
    }

    String next() throws InterruptedException {
      return Objects.requireNonNull(events.poll(20, TimeUnit.SECONDS), "no event came");
    }
  }
}
