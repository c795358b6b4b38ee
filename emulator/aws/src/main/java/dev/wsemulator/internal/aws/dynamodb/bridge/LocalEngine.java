package dev.wsemulator.internal.aws.dynamodb.bridge;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine;
import org.eclipse.jetty.server.Handler;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB Local in memory, one database for all keys and regions. */
public final class LocalEngine implements DynamoDbEngine {
  private final LocalDynamoDBRequestHandler engine =
      new LocalDynamoDBRequestHandler(0, true, null, true, false);

  /** Creates it. */
  public LocalEngine() {}

  @Override
  public Handler protocol() {
    return new LocalDynamoDBServerHandler(engine, null);
  }

  @Override
  public void open(Caller caller) {
    engine.listTables(caller.accessKeyId(), caller.region(), ListTablesRequest.builder().build());
  }

  @Override
  public void createTable(Caller caller, CreateTableRequest request) {
    engine.createTable(caller.accessKeyId(), caller.region(), request);
  }

  @Override
  public TableDescription table(Caller caller, String name) {
    DescribeTableRequest request = DescribeTableRequest.builder().tableName(name).build();
    return engine.describeTable(caller.accessKeyId(), caller.region(), request).table();
  }

  @Override
  public ScanResponse scan(Caller caller, ScanRequest request) {
    return engine.scan(caller.accessKeyId(), caller.region(), request);
  }

  @Override
  public void deleteItem(Caller caller, DeleteItemRequest request) {
    engine.deleteItem(caller.accessKeyId(), caller.region(), request);
  }

  @Override
  public void shutdown() {
    engine.shutdown();
  }
}
