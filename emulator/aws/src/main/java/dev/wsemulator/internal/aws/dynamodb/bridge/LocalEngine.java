package dev.wsemulator.internal.aws.dynamodb.bridge;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsRequest;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB Local in memory, one database for all keys and regions. */
public final class LocalEngine implements DynamoDbEngine {
  private final LocalDynamoDBRequestHandler engine =
      new LocalDynamoDBRequestHandler(0, true, null, true, false);

  /** Has learned, after the first request, what each kind of request consists of. */
  private final Handler protocol = new LocalDynamoDBServerHandler(engine, null);

  /** Creates it. */
  public LocalEngine() {}

  @Override
  public Handler protocol() {
    return protocol;
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
  public void deleteTable(Caller caller, String name) {
    DeleteTableRequest request = DeleteTableRequest.builder().tableName(name).build();
    engine.deleteTable(caller.accessKeyId(), caller.region(), request);
  }

  @Override
  public void updateTable(Caller caller, UpdateTableRequest request) {
    engine.updateTable(caller.accessKeyId(), caller.region(), request);
  }

  @Override
  public void writeAll(Caller caller, String tableName, List<WriteRequest> writes) {
    BatchWriteItemRequest request =
        BatchWriteItemRequest.builder().requestItems(Map.of(tableName, writes)).build();
    engine.batchWriteItem(caller.accessKeyId(), caller.region(), request);
  }

  @Override
  public TableDescription table(Caller caller, String name) {
    DescribeTableRequest request = DescribeTableRequest.builder().tableName(name).build();
    return engine.describeTable(caller.accessKeyId(), caller.region(), request).table();
  }

  @Override
  public List<String> tables(Caller caller) {
    List<String> all = new ArrayList<>();
    String after = null;
    do {
      ListTablesResponse page =
          engine.listTables(
              caller.accessKeyId(),
              caller.region(),
              ListTablesRequest.builder().exclusiveStartTableName(after).build());
      all.addAll(page.tableNames());
      after = page.lastEvaluatedTableName();
    } while (after != null);
    return all;
  }

  @Override
  public ScanResponse scan(Caller caller, ScanRequest request) {
    return engine.scan(caller.accessKeyId(), caller.region(), request);
  }

  @Override
  public Map<String, AttributeValue> item(Caller caller, GetItemRequest request) {
    return engine.getItem(caller.accessKeyId(), caller.region(), request).item();
  }

  @Override
  public void deleteItem(Caller caller, DeleteItemRequest request) {
    engine.deleteItem(caller.accessKeyId(), caller.region(), request);
  }

  @Override
  public List<Stream> streams(Caller caller) {
    List<Stream> all = new ArrayList<>();
    String after = null;
    do {
      ListStreamsRequest request =
          ListStreamsRequest.builder().exclusiveStartStreamArn(after).build();
      ListStreamsResponse page = engine.listStreams(caller.accessKeyId(), caller.region(), request);
      all.addAll(page.streams());
      after = page.lastEvaluatedStreamArn();
    } while (after != null);
    return all;
  }

  @Override
  public StreamDescription stream(Caller caller, String arn) {
    DescribeStreamRequest request = DescribeStreamRequest.builder().streamArn(arn).build();
    return engine
        .describeStream(caller.accessKeyId(), caller.region(), request)
        .streamDescription();
  }

  @Override
  public String iterator(Caller caller, GetShardIteratorRequest request) {
    return engine.getShardIterator(caller.accessKeyId(), caller.region(), request).shardIterator();
  }

  @Override
  public GetRecordsResponse records(Caller caller, String iterator) {
    GetRecordsRequest request = GetRecordsRequest.builder().shardIterator(iterator).build();
    return engine.getRecords(caller.accessKeyId(), caller.region(), request);
  }

  @Override
  public void shutdown() {
    engine.shutdown();
  }
}
