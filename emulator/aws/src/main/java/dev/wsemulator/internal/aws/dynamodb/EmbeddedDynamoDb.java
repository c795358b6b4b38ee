package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.fault.Matcher;
import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine.Caller;
import dev.wsemulator.internal.aws.dynamodb.kept.ItemJson;
import dev.wsemulator.internal.aws.dynamodb.kept.KeptTables;
import dev.wsemulator.internal.aws.dynamodb.kept.Writes;
import dev.wsemulator.internal.aws.dynamodb.request.DynamoDbErrors;
import dev.wsemulator.internal.aws.dynamodb.request.ItemRequest;
import dev.wsemulator.internal.aws.dynamodb.request.ValueTypes;
import dev.wsemulator.internal.aws.dynamodb.request.WriteAnswer;
import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.ReadRequest;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.source.stream.StreamContext;
import dev.wsemulator.internal.source.stream.StreamMappings;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * DynamoDB Local in this process, in memory, one database for all keys and regions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html">DynamoDB
 *     Local usage notes</a>
 */
final class EmbeddedDynamoDb extends Handler.Abstract implements EmbeddedService {
  /** The operations whose answers describe tables. */
  private static final Set<String> DEFINITIONS =
      Set.of("CreateTable", "UpdateTable", "DeleteTable");

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
  private final KnownTables known;
  private final PastItems past;
  private final Set<String> tables = new HashSet<>();

  /** Keeps everything; {@code null} if nothing is kept. */
  private final @Nullable TableKeeper keeper;

  /** Held while a call changes a table, so that what is kept follows the order of the calls. */
  private final Object definitions = new Object();

  /** Starts the engine and creates the stack's tables, whose items expire by this clock. */
  EmbeddedDynamoDb(Stack stack, BackEndContext context, Targets targets) {
    TimeSource clock = context.clock();
    timeToLive =
        new TimeToLive(new ExpiringTables(engine, owner(stack.region()), this::expire), clock);
    known = new KnownTables(engine, owner(stack.region()));
    past = new PastItems(known, this::open, context.calls()::past, clock);
    streams = new TableStreams(engine, owner(stack.region()), stack, clock);
    keeper = context.state().map(folder -> keeper(folder, stack.region())).orElse(null);
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
    protocol = new ValueTypes(engine.protocol());
  }

  private TableKeeper keeper(Path folder, String region) {
    KeptTables kept = new KeptTables(folder);
    streams.begin(kept);
    return new TableKeeper(engine, owner(region), kept, streams);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (request.getAttribute(PAST) instanceof Duration by) {
      return past.read(by, request, response, callback);
    }
    if (past.isWanted() && TableStreams.WRITES.contains(operation(request))) {
      byte[] body = body(request);
      return past.write(
          keys -> Writes.of(operation(request), body, keys),
          () -> answer(new ReadRequest(request, body), response, callback));
    }
    return answer(request, response, callback);
  }

  private boolean answer(Request request, Response response, Callback callback) throws Exception {
    String operation = operation(request);
    if (isOfStreams(request)) {
      streamCalls.answer(operation, body(request)).write(response, callback);
    } else if (operation.endsWith("TimeToLive")) {
      answer(operation, body(request)).write(response, callback);
    } else if (keeper != null && DEFINITIONS.contains(operation)) {
      byte[] body = body(request);
      synchronized (definitions) {
        return protocol.handle(
            new ReadRequest(request, body),
            new StreamAnswer(request, response, text -> defined(operation, body, text)),
            callback);
      }
    } else if (OF_TABLES.contains(operation)) {
      return protocol.handle(
          request,
          new StreamAnswer(request, response, text -> translated(operation, text)),
          callback);
    } else if (keeper != null && TableStreams.WRITES.contains(operation)) {
      return kept(keeper, operation, new Call(request, response, callback));
    } else if (streams.areTouchedBy(operation)) {
      return protocol.handle(
          request, new WriteAnswer(request, response, streams::written), callback);
    } else {
      return protocol.handle(request, response, callback);
    }
    return true;
  }

  private record Call(Request request, Response response, Callback callback) {}

  /** Handles a call that writes, and keeps what it has written before it is answered. */
  private boolean kept(TableKeeper keeping, String operation, Call call) throws Exception {
    byte[] body = body(call.request());
    Writes writes = keeping.writes(operation, body);
    return protocol.handle(
        new ReadRequest(call.request(), body),
        new WriteAnswer(
            call.request(),
            call.response(),
            () -> {
              keeping.keep(writes);
              streams.written();
            }),
        call.callback());
  }

  private String defined(String operation, byte[] request, String answer) {
    streams.refresh();
    keep(request);
    return translated(operation, answer);
  }

  /** Keeps the table that a call names. */
  private void keep(byte[] request) {
    if (keeper != null) {
      Json.parse(request)
          .flatMap(json -> json.child("TableName"))
          .flatMap(Json::string)
          .map(Writes::tableName)
          .ifPresent(name -> keeper.define(name, timeToLive.attribute(name)));
    }
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

  private static String operation(Request request) {
    String target = request.getHeaders().get("X-Amz-Target");
    return target == null ? "" : target.substring(target.indexOf('.') + 1);
  }

  private AwsResponse answer(String operation, byte[] body) {
    try {
      AwsResponse answer = timeToLive.answer(operation, AwsJson.read(body));
      if (operation.equals("UpdateTimeToLive") && answer.status() == 200) {
        keep(body);
      }
      return answer;
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
    if (keeper != null) {
      restore(keeper, stack);
    }
    createMissing(stack);
  }

  /** Creates the tables that were kept; the stack says what they are, if it has them. */
  private void restore(TableKeeper keeping, Stack stack) {
    Map<String, Restored> restored = new LinkedHashMap<>();
    keeping
        .definitions()
        .forEach(
            (name, kept) -> {
              Optional<Table> wanted =
                  stack.tables().stream().filter(one -> one.tableName().equals(name)).findFirst();
              if (wanted.isPresent()
                  && !TableKeeper.fits(kept, TableRequests.create(wanted.get()))) {
                keeping.drop(name);
              } else {
                restored.put(name, Restored.of(name, kept, wanted));
              }
            });
    Caller owner = owner(stack.region());
    restored.values().forEach(one -> engine.createTable(owner, one.withoutStream()));
    keeping.fill();
    restored.forEach((name, one) -> finish(keeping, name, one, stack.region()));
    tables.addAll(restored.keySet());
  }

  /** Gives a table that was kept what it has beside its items. */
  private void finish(TableKeeper keeping, String name, Restored table, String region) {
    table.stream().ifPresent(view -> keeping.stream(name, view));
    created(name, table.expiry(), table.streamLabel(), region);
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
  public Matcher facts(Request request, Supplier<byte[]> body) {
    String operation = operation(request);
    if (isOfStreams(request)) {
      return Matcher.ALL.withOperation(operation);
    }
    return ItemRequest.of(body.get(), known).facts().withOperation(operation);
  }

  @Override
  public boolean mayReadPast(Request request, Supplier<byte[]> body) {
    return !isOfStreams(request) && ItemRequest.readsEventually(operation(request), body);
  }

  @Override
  public List<String> names(String kind) {
    return known.names(kind);
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
    past.close();
    if (keeper != null) {
      keeper.close();
    }
    threads.interrupt();
  }

  /** Returns one more engine, without tables. */
  private DynamoDbEngine open() {
    DynamoDbEngine another = DynamoDbEngine.create(System.err::println);
    runInGroup(() -> another.open(known.owner()));
    return another;
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
    created(table.tableName(), table.timeToLiveAttribute(), Arn.STREAM_LABEL, region);
  }

  private void created(String name, Optional<String> expiry, String streamLabel, String region) {
    TableDescription created = new ExpiringTables(engine, owner(region), this::expire).table(name);
    if (created != null) {
      if (created.latestStreamArn() != null) {
        streams.add(created.latestStreamArn(), streamLabel);
      }
      expiry.ifPresent(attribute -> timeToLive.expire(created, attribute));
    }
    if (keeper != null) {
      keeper.define(name, expiry);
    }
  }

  private void expire(String tableName, Map<String, AttributeValue> key, BooleanSupplier deletion) {
    streams.expire(tableName, ItemJson.text(key), deletion);
    if (keeper != null) {
      keeper.expired(tableName, key);
    }
  }

  private static Caller owner(String region) {
    return new Caller(AccessKey.OWNER.accessKeyId(), region);
  }
}
