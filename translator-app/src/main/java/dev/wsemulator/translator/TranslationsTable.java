package dev.wsemulator.translator;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The translations that are in the bucket, in DynamoDB. This class is thread-safe. */
final class TranslationsTable {
  static final String KEY = "translationKey";
  static final String BUCKET = "bucket";
  static final String EVENT = "event";

  private final DynamoDbClient dynamoDb;
  private final String name;

  TranslationsTable(DynamoDbClient dynamoDb, String name) {
    this.dynamoDb = dynamoDb;
    this.name = name;
  }

  /** Adds a translation, with the name of the event that has told of it. */
  void add(String bucket, String key, String event) {
    dynamoDb.putItem(
        put ->
            put.tableName(name)
                .item(
                    Map.of(
                        KEY, AttributeValue.fromS(key),
                        BUCKET, AttributeValue.fromS(bucket),
                        EVENT, AttributeValue.fromS(event))));
  }

  void remove(String key) {
    dynamoDb.deleteItem(
        delete -> delete.tableName(name).key(Map.of(KEY, AttributeValue.fromS(key))));
  }
}
