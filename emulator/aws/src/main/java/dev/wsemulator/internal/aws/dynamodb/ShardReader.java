package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine.Caller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;

/**
 * Reads the records of a stream of the engine, from shard to shard: the engine closes a shard after
 * some hours and opens its successor. Not thread-safe.
 */
final class ShardReader {
  private final DynamoDbEngine engine;
  private final Caller caller;
  private final String streamArn;
  private String shardId;
  private @Nullable String iterator;
  private @Nullable String lastSequence;

  /** Begins with the oldest record. */
  ShardReader(DynamoDbEngine engine, Caller caller, String streamArn) {
    this.engine = engine;
    this.caller = caller;
    this.streamArn = streamArn;
    this.shardId = engine.stream(caller, streamArn).shards().get(0).shardId();
  }

  /** Returns the records that have come since the last call. */
  List<Record> read() {
    List<Record> all = new ArrayList<>();
    while (true) {
      GetRecordsResponse page = page();
      all.addAll(page.records());
      iterator = page.nextShardIterator();
      if (!page.records().isEmpty()) {
        lastSequence = page.records().get(page.records().size() - 1).dynamodb().sequenceNumber();
      }
      boolean isAtEnd = iterator == null ? !moveOn() : page.records().isEmpty();
      if (isAtEnd) {
        return all;
      }
    }
  }

  private GetRecordsResponse page() {
    if (iterator != null) {
      try {
        return engine.records(caller, iterator);
      } catch (ExpiredIteratorException e) {
        iterator = null; // nothing has come for a while
      }
    }
    return engine.records(caller, newIterator());
  }

  private String newIterator() {
    boolean isNew = lastSequence == null;
    return engine.iterator(
        caller,
        GetShardIteratorRequest.builder()
            .streamArn(streamArn)
            .shardId(shardId)
            .shardIteratorType(
                isNew ? ShardIteratorType.TRIM_HORIZON : ShardIteratorType.AFTER_SEQUENCE_NUMBER)
            .sequenceNumber(lastSequence)
            .build());
  }

  /** Goes on to the shard's successor; returns whether there is one. */
  private boolean moveOn() {
    for (Shard shard : engine.stream(caller, streamArn).shards()) {
      if (shardId.equals(shard.parentShardId())) {
        shardId = shard.shardId();
        lastSequence = null;
        return true;
      }
    }
    return false;
  }
}
