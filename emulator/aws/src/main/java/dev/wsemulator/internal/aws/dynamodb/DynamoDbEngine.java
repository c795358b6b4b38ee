package dev.wsemulator.internal.aws.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The requests to DynamoDB Local, all from one caller in one region. Whatever is refused is a
 * {@link DynamoDbException}. Thread-safe.
 */
public interface DynamoDbEngine {

  /**
   * The sender of a request.
   *
   * @param accessKeyId whose key it is
   * @param region for example {@code eu-central-1}
   */
  record Caller(String accessKeyId, String region) {}

  /**
   * Returns a new one.
   *
   * @param say receives the line to print before DynamoDB Local is downloaded
   * @throws IllegalStateException if it cannot be had; the message says why and what to do
   */
  static DynamoDbEngine create(Consumer<String> say) {
    return DynamoDbLoader.shared(say).engine();
  }

  /** Returns what answers DynamoDB's HTTP requests. */
  Handler protocol();

  /** Creates the database, and with it its thread pools, on the calling thread. */
  void open(Caller caller);

  /** Creates a table. */
  void createTable(Caller caller, CreateTableRequest request);

  /** Deletes a table. */
  void deleteTable(Caller caller, String name);

  /** Changes a table. */
  void updateTable(Caller caller, UpdateTableRequest request);

  /** Puts items into a table, or deletes some, up to 25. */
  void writeAll(Caller caller, String tableName, List<WriteRequest> writes);

  /** Returns a table. */
  TableDescription table(Caller caller, String name);

  /** Returns the names of all tables. */
  List<String> tables(Caller caller);

  /** Returns a page of a table's items. */
  ScanResponse scan(Caller caller, ScanRequest request);

  /** Returns an item as it is now; without attributes if it is not there. */
  Map<String, AttributeValue> item(Caller caller, GetItemRequest request);

  /** Deletes an item. */
  void deleteItem(Caller caller, DeleteItemRequest request);

  /** Returns the streams of all tables. */
  List<Stream> streams(Caller caller);

  /** Returns a stream with its shards, the oldest first. */
  StreamDescription stream(Caller caller, String arn);

  /** Returns a place in a shard. */
  String iterator(Caller caller, GetShardIteratorRequest request);

  /** Returns the records at a place, and the next place. */
  GetRecordsResponse records(Caller caller, String iterator);

  /** Ends it. */
  void shutdown();
}
