package dev.wsemulator.aws;

import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.Stack;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process, in memory, one database for all keys and regions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html">DynamoDB Local usage notes</a>
 */
final class EmbeddedDynamoDb extends Handler.Abstract {
  private final LocalDynamoDBRequestHandler engine;
  private final LocalDynamoDBServerHandler protocol;

  /** Starts the engine and creates the stack's tables. */
  EmbeddedDynamoDb(Stack stack) {
    try {
      engine = new LocalDynamoDBRequestHandler(0, true, null, true, false);
      for (Stack.Table table : stack.tables()) {
        create(table, stack.region());
      }
      protocol = new LocalDynamoDBServerHandler(engine, null);
    } catch (DynamoDBLocalServiceException e) {
      throw new IllegalStateException(
          "The embedded DynamoDB refuses a table of the stack \"%s\": %s. Check the table's keys and indexes."
              .formatted(stack.name(), e.getMessage()),
          e);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return protocol.handle(request, response, callback);
  }

  @Override
  protected void doStop() throws Exception {
    engine.shutdown();
    super.doStop();
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
