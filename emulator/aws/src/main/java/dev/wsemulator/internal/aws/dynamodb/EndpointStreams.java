package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.internal.source.stream.ShardFeed;
import dev.wsemulator.internal.source.stream.StreamContext;
import dev.wsemulator.internal.source.stream.StreamMappings;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.StartingPosition;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The streams of tables at an endpoint, and what leads them to functions. Without mappings it makes
 * no client and no thread. Thread-safe.
 */
final class EndpointStreams implements AutoCloseable {
  private final AwsClients clients;
  private final DynamoDbClient tables;
  private final TimeSource clock;
  private final StreamMappings mappings;

  /** Asks the streams; guarded by this. */
  private @Nullable ScheduledThreadPoolExecutor threads;

  /** Guarded by this. */
  private @Nullable SqsClient queues;

  EndpointStreams(AwsClients clients, DynamoDbClient tables, BackEndContext context) {
    this.clients = clients;
    this.tables = tables;
    this.clock = context.clock();
    this.mappings = new StreamMappings(this::feed, StreamContext.of(context, this::deliver));
  }

  /** Uses the mappings of a stack. */
  void use(Stack stack) {
    mappings.use(stack);
  }

  private Optional<ShardFeed> feed(EventSourceMapping mapping) {
    return endpointsArn(StreamIdentity.tableName(mapping.sourceArn()))
        .map(arn -> feed(mapping, arn));
  }

  /** Returns the ARN that the endpoint has given to the stream of a table. */
  private Optional<String> endpointsArn(String tableName) {
    try {
      return Optional.ofNullable(
          tables.describeTable(one -> one.tableName(tableName)).table().latestStreamArn());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private ShardFeed feed(EventSourceMapping mapping, String endpointsArn) {
    StreamApi api = StreamApi.of(clients.open(DynamoDbStreamsClient.builder()));
    boolean isLatest = mapping.stream().start() == StartingPosition.LATEST;
    StreamReader reader =
        isLatest ? StreamReader.ofNew(api, endpointsArn) : StreamReader.ofAll(api, endpointsArn);
    String region = Arn.parse(mapping.sourceArn()).orElseThrow().region();
    String shardId = api.stream(endpointsArn).shards().get(0).shardId();
    return new EndpointFeed(
        new EndpointFeed.Source(mapping.sourceArn(), region, shardId), reader, clock, threads());
  }

  private synchronized ScheduledThreadPoolExecutor threads() {
    if (threads == null) {
      threads = new ScheduledThreadPoolExecutor(1, EndpointStreams::thread);
      threads.setRemoveOnCancelPolicy(true);
    }
    return threads;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "wsemulator-dynamodb-streams");
    thread.setDaemon(true);
    return thread;
  }

  private CompletionStage<Void> deliver(String target, String body) {
    Arn arn = Arn.parse(target).orElseThrow();
    if (!arn.service().equals("sqs")) {
      return CompletableFuture.failedFuture(
          new UnsupportedOperationException(
              "At an endpoint only queues can be destinations, not " + target + "."));
    }
    return CompletableFuture.runAsync(() -> send(arn.resource(), body), threads());
  }

  private void send(String queueName, String body) {
    SqsClient client = queues();
    String url = client.getQueueUrl(one -> one.queueName(queueName)).queueUrl();
    client.sendMessage(one -> one.queueUrl(url).messageBody(body));
  }

  private synchronized SqsClient queues() {
    if (queues == null) {
      queues = clients.open(SqsClient.builder());
    }
    return queues;
  }

  @Override
  public void close() {
    mappings.close();
    synchronized (this) {
      if (threads != null) {
        threads.shutdownNow();
      }
    }
  }
}
