package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine.Caller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The calls that read a stream. Whatever is refused is an exception of the SDK. Thread-safe. */
interface StreamApi {

  /** Returns a stream with all its shards. */
  StreamDescription stream(String arn);

  /** Returns a place in a shard. */
  String iterator(GetShardIteratorRequest request);

  /** Returns the records at a place, and the next place. */
  GetRecordsResponse records(String iterator);

  /** Returns those of the engine in this process. */
  static StreamApi of(DynamoDbEngine engine, Caller caller) {
    return new StreamApi() {
      @Override
      public StreamDescription stream(String arn) {
        return engine.stream(caller, arn);
      }

      @Override
      public String iterator(GetShardIteratorRequest request) {
        return engine.iterator(caller, request);
      }

      @Override
      public GetRecordsResponse records(String iterator) {
        return engine.records(caller, iterator);
      }
    };
  }

  /** Returns those of an endpoint. */
  static StreamApi of(DynamoDbStreamsClient client) {
    return new StreamApi() {
      @Override
      public StreamDescription stream(String arn) {
        List<Shard> shards = new ArrayList<>();
        StreamDescription page = page(arn, null);
        shards.addAll(page.shards());
        while (page.lastEvaluatedShardId() != null) {
          page = page(arn, page.lastEvaluatedShardId());
          shards.addAll(page.shards());
        }
        return page.toBuilder().shards(shards).build();
      }

      private StreamDescription page(String arn, @Nullable String after) {
        DescribeStreamResponse answer =
            client.describeStream(one -> one.streamArn(arn).exclusiveStartShardId(after));
        return answer.streamDescription();
      }

      @Override
      public String iterator(GetShardIteratorRequest request) {
        return client.getShardIterator(request).shardIterator();
      }

      @Override
      public GetRecordsResponse records(String iterator) {
        return client.getRecords(one -> one.shardIterator(iterator));
      }
    };
  }
}
