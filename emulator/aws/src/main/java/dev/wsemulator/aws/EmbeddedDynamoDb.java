package dev.wsemulator.aws;

import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.Stack;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process, in memory, one database for all keys and regions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html">DynamoDB
 *     Local usage notes</a>
 */
final class EmbeddedDynamoDb extends Handler.Abstract {
  /**
   * The engine's threads: some sleep in jobs that closing the engine does not end, and would keep
   * the JVM alive.
   */
  private final ThreadGroup threads = new ThreadGroup("wsemulator-dynamodb");

  private final LocalDynamoDBRequestHandler engine =
      new LocalDynamoDBRequestHandler(0, true, null, true, false);
  private final LocalDynamoDBServerHandler protocol;

  /** Starts the engine and creates the stack's tables. */
  EmbeddedDynamoDb(Stack stack) {
    try {
      runInGroup(() -> open(stack));
    } catch (DynamoDBLocalServiceException e) {
      stopEngine();
      throw new IllegalStateException(
          "The embedded DynamoDB refuses a table of the stack \"%s\": %s. Check the table's name, keys and indexes."
              .formatted(stack.name(), e.getMessage()),
          e);
    }
    protocol = new LocalDynamoDBServerHandler(engine, null);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return protocol.handle(request, response, callback);
  }

  @Override
  protected void doStop() throws Exception {
    stopEngine();
    super.doStop();
  }

  /** Makes the engine create its database, and with it its thread pools, on the calling thread. */
  private void open(Stack stack) {
    engine.listTables(
        AccessKey.OWNER.accessKeyId(), stack.region(), ListTablesRequest.builder().build());
    stack.tables().forEach(table -> create(table, stack.region()));
  }

  private void stopEngine() {
    engine.shutdown();
    threads.interrupt();
  }

  private void runInGroup(Runnable task) {
    FutureTask<Void> running = new FutureTask<>(task, null);
    new Thread(threads, running, "wsemulator-dynamodb-start").start();
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

  private void create(Stack.Table table, String region) {
    String key = AccessKey.OWNER.accessKeyId();
    engine.createTable(key, region, TableRequests.create(table));
    UpdateTimeToLiveRequest timeToLive = TableRequests.timeToLive(table);
    if (timeToLive != null) {
      engine.updateTimeToLive(key, region, timeToLive);
    }
  }
}
