package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine.Caller;
import dev.wsemulator.internal.aws.dynamodb.TimeToLive.Search;
import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.internal.source.stream.StreamContext;
import dev.wsemulator.internal.source.stream.StreamMappings;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.time.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * DynamoDB Local in this process, in memory, one database for all keys and regions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html">DynamoDB
 *     Local usage notes</a>
 */
final class EmbeddedDynamoDb extends Handler.Abstract implements EmbeddedService {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDynamoDb.class);

  /** The operations whose answers describe tables. */
  private static final Set<String> OF_TABLES =
      Set.of("CreateTable", "DescribeTable", "UpdateTable", "DeleteTable");

  /**
   * The engine's threads: some sleep in jobs that closing the engine does not end, and would keep
   * the JVM alive.
   */
  private final ThreadGroup threads = new ThreadGroup("wsemulator-dynamodb");

  private final DynamoDbEngine engine = DynamoDbEngine.create(System.err::println);
  private final Handler protocol;
  private final TimeToLive timeToLive;
  private final TableStreams streams;
  private final StreamCalls streamCalls;
  private final StreamMappings mappings;
  private final Set<String> tables = new HashSet<>();

  /** Starts the engine and creates the stack's tables, whose items expire by this clock. */
  EmbeddedDynamoDb(Stack stack, BackEndContext context, Targets targets) {
    TimeSource clock = context.clock();
    timeToLive = new TimeToLive(new Tables(stack.region()), clock);
    streams = new TableStreams(engine, owner(stack.region()), stack, clock);
    streamCalls = new StreamCalls(streams, clock);
    mappings =
        new StreamMappings(
            streams::feed,
            StreamContext.of(
                context, (target, body) -> targets.deliver(target, TargetMessage.of(body))));
    try {
      runInGroup(() -> open(stack));
      mappings.use(stack);
    } catch (DynamoDbException e) {
      stopEngine();
      throw refused(stack, e);
    }
    protocol = engine.protocol();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String operation = operation(request);
    if (isOfStreams(request)) {
      streamCalls.answer(operation, body(request)).write(response, callback);
    } else if (operation.endsWith("TimeToLive")) {
      answer(operation, body(request)).write(response, callback);
    } else if (OF_TABLES.contains(operation)) {
      return protocol.handle(
          request,
          new StreamAnswer(request, response, text -> translated(operation, text)),
          callback);
    } else if (streams.areTouchedBy(operation)) {
      return protocol.handle(request, new WriteAnswer(request, response), callback);
    } else {
      return protocol.handle(request, response, callback);
    }
    return true;
  }

  private static byte[] body(Request request) throws IOException {
    return BufferUtil.toArray(Content.Source.asByteBuffer(request));
  }

  private static boolean isOfStreams(Request request) {
    String target = request.getHeaders().get("X-Amz-Target");
    return target != null && target.startsWith("DynamoDBStreams");
  }

  private String translated(String operation, String answer) {
    if (!operation.equals("DescribeTable")) {
      streams.refresh();
    }
    return streams.translated(answer);
  }

  /** The answer to a call that may have written; functions hear of it before it is sent. */
  private final class WriteAnswer extends Response.Wrapper {
    WriteAnswer(Request request, Response response) {
      super(request, response);
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      if (last) {
        streams.written();
      }
      super.write(last, content, callback);
    }
  }

  private static String operation(Request request) {
    String target = request.getHeaders().get("X-Amz-Target");
    return target == null ? "" : target.substring(target.indexOf('.') + 1);
  }

  private AwsResponse answer(String operation, byte[] body) {
    try {
      return timeToLive.answer(operation, AwsJson.read(body));
    } catch (IllegalArgumentException e) {
      return DynamoDbErrors.answer(
          400, "SerializationException", "The request is not a JSON object.");
    }
  }

  @Override
  protected void doStop() throws Exception {
    stopEngine();
    super.doStop();
  }

  /** Makes the engine create its database, and with it its thread pools, on the calling thread. */
  private void open(Stack stack) {
    engine.open(owner(stack.region()));
    createMissing(stack);
  }

  /**
   * Creates the stack's tables that are not there yet.
   *
   * @throws DynamoDbException if one is refused
   */
  private synchronized void createMissing(Stack stack) {
    for (Table table : stack.tables()) {
      if (!tables.contains(table.tableName())) {
        create(table, stack.region());
        tables.add(table.tableName());
      }
    }
  }

  private static IllegalStateException refused(Stack stack, DynamoDbException e) {
    return new IllegalStateException(
        "The embedded DynamoDB refuses a table of the stack \"%s\": %s. Check the table's name, keys and indexes."
            .formatted(stack.name(), e.getMessage()),
        e);
  }

  @Override
  public Handler handler() {
    return this;
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    try {
      runInGroup(() -> createMissing(now));
      mappings.use(now);
      return DynamoDbService.unchanged(before, now);
    } catch (DynamoDbException e) {
      throw refused(now, e);
    }
  }

  private void stopEngine() {
    timeToLive.close();
    mappings.close();
    streams.close();
    engine.shutdown();
    threads.interrupt();
  }

  private void runInGroup(Runnable task) {
    FutureTask<Void> running = new FutureTask<>(task, null);
    Thread thread = new Thread(threads, running, "wsemulator-dynamodb-start");
    thread.setContextClassLoader(engine.getClass().getClassLoader());
    thread.start();
    try {
      running.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("The embedded DynamoDB does not start.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The start of the embedded DynamoDB was interrupted.", e);
    }
  }

  private void create(Table table, String region) {
    engine.createTable(owner(region), TableRequests.create(table));
    TableDescription created = new Tables(region).table(table.tableName());
    if (created != null) {
      if (created.latestStreamArn() != null) {
        streams.add(created.latestStreamArn());
      }
      table.timeToLiveAttribute().ifPresent(attribute -> timeToLive.expire(created, attribute));
    }
  }

  private static Caller owner(String region) {
    return new Caller(AccessKey.OWNER.accessKeyId(), region);
  }

  /** What {@link TimeToLive} asks, as the owner. */
  private final class Tables implements TimeToLive.Engine {
    private static final String EXPIRED = "#expiry BETWEEN :from AND :to";

    private final Caller caller;

    Tables(String region) {
      caller = owner(region);
    }

    @Override
    public @Nullable TableDescription table(String name) {
      try {
        return engine.table(caller, name);
      } catch (DynamoDbException e) {
        LOG.debug("There is no table {}.", name, e);
        return null;
      }
    }

    @Override
    public ScanResponse scan(Search search, @Nullable Map<String, AttributeValue> after) {
      return engine.scan(
          caller,
          ScanRequest.builder()
              .tableName(search.table())
              .filterExpression(EXPIRED)
              .expressionAttributeNames(Map.of("#expiry", search.attribute()))
              .expressionAttributeValues(bounds(search))
              .exclusiveStartKey(after)
              .build());
    }

    @Override
    public void delete(Search search, Map<String, AttributeValue> item) {
      streams.expire(search.table(), LoggedRecord.image(item), () -> isDeleted(search, item));
    }

    private boolean isDeleted(Search search, Map<String, AttributeValue> item) {
      try {
        engine.deleteItem(
            caller,
            DeleteItemRequest.builder()
                .tableName(search.table())
                .key(item)
                .conditionExpression(EXPIRED)
                .expressionAttributeNames(Map.of("#expiry", search.attribute()))
                .expressionAttributeValues(bounds(search))
                .build());
        return true;
      } catch (DynamoDbException e) {
        LOG.debug("An item of {} stays: it has changed.", search.table(), e);
        return false;
      }
    }

    private static Map<String, AttributeValue> bounds(Search search) {
      return Map.of(
          ":from", AttributeValue.fromN(Long.toString(search.from())),
          ":to", AttributeValue.fromN(Long.toString(search.to())));
    }
  }
}
