package dev.wsemulator.internal.aws.dynamodb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/**
 * Reads all shards of a stream, each after its parent: DynamoDB closes a shard after some hours and
 * opens its successor. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html#Streams.Processing">Reading
 *     and processing a stream</a>
 */
final class StreamReader {
  private final StreamApi api;
  private final String streamArn;

  /** The shards that are read, with the places where that goes on. */
  private final Map<String, Place> open = new LinkedHashMap<>();

  private final Set<String> finished = new HashSet<>();

  /** Where a shard is read. */
  private static final class Place {
    private ShardIteratorType start;
    private @Nullable String iterator;
    private @Nullable String last;

    Place(ShardIteratorType start) {
      this.start = start;
    }
  }

  private StreamReader(StreamApi api, String streamArn) {
    this.api = api;
    this.streamArn = streamArn;
  }

  /** Returns one that begins with the oldest record. */
  static StreamReader ofAll(StreamApi api, String streamArn) {
    StreamReader reader = new StreamReader(api, streamArn);
    reader.discover(api.stream(streamArn).shards());
    return reader;
  }

  /** Returns one that begins with the next record. */
  static StreamReader ofNew(StreamApi api, String streamArn) {
    StreamReader reader = new StreamReader(api, streamArn);
    for (Shard shard : api.stream(streamArn).shards()) {
      if (shard.sequenceNumberRange().endingSequenceNumber() != null) {
        reader.finished.add(shard.shardId());
      } else {
        Place place = new Place(ShardIteratorType.LATEST);
        place.iterator = reader.newIterator(shard.shardId(), place); // from now on
        reader.open.put(shard.shardId(), place);
      }
    }
    return reader;
  }

  /** Begins with the shards whose parents are finished or gone. */
  private void discover(List<Shard> shards) {
    Set<String> ids = shards.stream().map(Shard::shardId).collect(Collectors.toSet());
    for (Shard shard : shards) {
      String parent = shard.parentShardId();
      boolean isNext = !ids.contains(parent) || finished.contains(parent);
      if (isNext && !finished.contains(shard.shardId())) {
        open.computeIfAbsent(shard.shardId(), id -> new Place(ShardIteratorType.TRIM_HORIZON));
      }
    }
  }

  /** Returns the records that have come since the last call. */
  List<Record> read() {
    List<Record> all = new ArrayList<>();
    boolean hasFinished;
    do {
      hasFinished = false;
      for (Map.Entry<String, Place> shard : List.copyOf(open.entrySet())) {
        hasFinished |= read(shard.getKey(), shard.getValue(), all);
      }
      if (hasFinished) {
        discover(api.stream(streamArn).shards());
      }
    } while (hasFinished);
    return all;
  }

  /** Adds the records of a shard; returns whether it is finished. */
  private boolean read(String shardId, Place place, List<Record> all) {
    while (true) {
      GetRecordsResponse page = page(shardId, place);
      all.addAll(page.records());
      place.iterator = page.nextShardIterator();
      if (!page.records().isEmpty()) {
        place.last = page.records().get(page.records().size() - 1).dynamodb().sequenceNumber();
      }
      if (place.iterator == null) {
        open.remove(shardId);
        finished.add(shardId);
        return true;
      }
      if (page.records().isEmpty()) {
        return false;
      }
    }
  }

  /**
   * Reads on. DynamoDB Local takes an iterator of an empty shard for one of trimmed records as soon
   * as another table is written to; the shard is read from its begin then, as it had no record.
   */
  private GetRecordsResponse page(String shardId, Place place) {
    if (place.iterator != null) {
      try {
        return api.records(place.iterator);
      } catch (ExpiredIteratorException e) {
        place.iterator = null; // nothing has come for a while
      } catch (DynamoDbException e) {
        if (!isTrimmed(e) || place.last != null) {
          throw e;
        }
        place.start = ShardIteratorType.TRIM_HORIZON;
      }
    }
    return api.records(newIterator(shardId, place));
  }

  private static boolean isTrimmed(DynamoDbException failure) {
    return failure instanceof TrimmedDataAccessException
        || String.valueOf(failure.getMessage()).contains("past the oldest stream record");
  }

  private String newIterator(String shardId, Place place) {
    return api.iterator(
        GetShardIteratorRequest.builder()
            .streamArn(streamArn)
            .shardId(shardId)
            .shardIteratorType(
                place.last == null ? place.start : ShardIteratorType.AFTER_SEQUENCE_NUMBER)
            .sequenceNumber(place.last)
            .build());
  }
}
