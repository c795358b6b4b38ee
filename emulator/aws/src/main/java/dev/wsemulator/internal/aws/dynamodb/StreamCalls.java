package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.request.DynamoDbErrors;
import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.JsonCall;
import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;

/**
 * Answers the calls of the API of DynamoDB streams. A stream has one shard, which is never closed.
 * Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html">Amazon
 *     DynamoDB Streams</a>
 */
final class StreamCalls {
  private static final int MOST = 1_000;
  private static final int MOST_STREAMS = 100;
  private static final int MOST_BYTES = 1024 * 1024;
  private static final Duration ITERATOR_LASTS = Duration.ofMinutes(15);

  private final TableStreams streams;
  private final TimeSource clock;

  StreamCalls(TableStreams streams, TimeSource clock) {
    this.streams = streams;
    this.clock = clock;
  }

  /** Returns the answer to a call. */
  AwsResponse answer(String operation, byte[] body) {
    try {
      streams.pull();
      JsonCall call = new JsonCall(body.length == 0 ? Map.of() : AwsJson.read(body));
      return switch (operation) {
        case "ListStreams" -> json(list(call));
        case "DescribeStream" -> json(describe(call));
        case "GetShardIterator" -> json(iterator(call));
        case "GetRecords" -> records(call);
        default -> throw ServiceError.of("UnknownOperationException", "");
      };
    } catch (ServiceError refusal) {
      return DynamoDbErrors.answer(
          refusal.status(), refusal.code(), String.valueOf(refusal.getMessage()));
    } catch (IllegalArgumentException e) {
      return DynamoDbErrors.answer(
          400, "SerializationException", "The request is not a JSON object.");
    }
  }

  private static AwsResponse json(Map<String, ?> members) {
    return AwsResponse.json("1.0", 200, members);
  }

  private Map<String, ?> list(JsonCall call) {
    Optional<String> table = call.text("TableName").map(name -> name.replaceFirst("^.*/", ""));
    String after = call.text("ExclusiveStartStreamArn").orElse("");
    int most = call.number("Limit").orElse(MOST_STREAMS);
    List<StreamIdentity> found =
        streams.all().stream()
            .map(StreamLog::identity)
            .filter(one -> table.isEmpty() || table.get().equals(one.tableName()))
            .filter(one -> one.arn().compareTo(after) > 0)
            .sorted((a, b) -> a.arn().compareTo(b.arn()))
            .toList();
    List<StreamIdentity> page = found.subList(0, Math.min(most, found.size()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("Streams", page.stream().map(StreamCalls::summary).toList());
    if (page.size() < found.size() && !page.isEmpty()) {
      answer.put("LastEvaluatedStreamArn", page.get(page.size() - 1).arn());
    }
    return answer;
  }

  private static Map<String, String> summary(StreamIdentity stream) {
    Map<String, String> summary = new LinkedHashMap<>();
    summary.put("StreamArn", stream.arn());
    summary.put("TableName", stream.tableName());
    summary.put("StreamLabel", stream.label());
    return summary;
  }

  private Map<String, ?> describe(JsonCall call) {
    StreamLog log = stream(call.required("StreamArn"));
    StreamDescription known = log.description();
    Map<String, Object> stream = new LinkedHashMap<>(summary(log.identity()));
    stream.put("StreamStatus", "ENABLED");
    stream.put("StreamViewType", known.streamViewTypeAsString());
    stream.put("CreationRequestDateTime", known.creationRequestDateTime().getEpochSecond());
    stream.put("KeySchema", known.keySchema().stream().map(StreamCalls::key).toList());
    boolean isAfterAll = call.text("ExclusiveStartShardId").isPresent();
    stream.put("Shards", isAfterAll ? List.of() : List.of(shard(log)));
    return Map.of("StreamDescription", stream);
  }

  private static Map<String, String> key(KeySchemaElement key) {
    return Map.of("AttributeName", key.attributeName(), "KeyType", key.keyTypeAsString());
  }

  private static Map<String, Object> shard(StreamLog log) {
    String first = log.description().shards().get(0).sequenceNumberRange().startingSequenceNumber();
    return Map.of(
        "ShardId", log.shardId(), "SequenceNumberRange", Map.of("StartingSequenceNumber", first));
  }

  private StreamLog stream(String arn) {
    return streams
        .find(arn)
        .orElseThrow(
            () ->
                ServiceError.of(
                    "ResourceNotFoundException",
                    "Requested resource not found: Stream: %s not found",
                    arn));
  }

  private Map<String, ?> iterator(JsonCall call) {
    StreamLog log = stream(call.required("StreamArn"));
    if (!call.required("ShardId").equals(log.shardId())) {
      throw ServiceError.of(
          "ResourceNotFoundException",
          "Requested resource not found: Shard does not exist in stream");
    }
    String type = call.required("ShardIteratorType");
    long place =
        switch (type) {
          case "TRIM_HORIZON" -> log.start();
          case "LATEST" -> log.end();
          case "AT_SEQUENCE_NUMBER" -> place(log, call);
          case "AFTER_SEQUENCE_NUMBER" -> place(log, call) + 1;
          default ->
              throw ServiceError.of(
                  "ValidationException",
                  "1 validation error detected: Value '%s' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]",
                  type);
        };
    return Map.of(
        "ShardIterator", new StreamIterator(log.identity().arn(), place, clock.now()).text());
  }

  private static long place(StreamLog log, JsonCall call) {
    long place = log.placeOf(call.required("SequenceNumber"));
    if (place < 0) {
      throw trimmed();
    }
    return place;
  }

  private static ServiceError trimmed() {
    return ServiceError.of(
        "TrimmedDataAccessException",
        "The operation attempted to read past the oldest stream record in a shard");
  }

  private AwsResponse records(JsonCall call) {
    StreamIterator iterator = StreamIterator.parse(call.required("ShardIterator"));
    Instant now = clock.now();
    if (iterator.issuedAt().plus(ITERATOR_LASTS).isBefore(now)) {
      throw ServiceError.of("ExpiredIteratorException", "The shard iterator has expired");
    }
    StreamLog log = stream(iterator.streamArn());
    if (iterator.place() < log.start()) {
      throw trimmed();
    }
    List<String> texts = new ArrayList<>();
    int bytes = 0;
    for (LoggedRecord record : log.read(iterator.place(), limit(call))) {
      String text = record.forCalls();
      bytes += text.length();
      if (bytes > MOST_BYTES && !texts.isEmpty()) {
        break;
      }
      texts.add(text);
    }
    StreamIterator next =
        new StreamIterator(iterator.streamArn(), iterator.place() + texts.size(), now);
    String body =
        new JsonText()
            .open()
            .name("Records")
            .raw("[" + String.join(",", texts) + "]")
            .string("NextShardIterator", next.text())
            .close()
            .toString();
    return new AwsResponse(
        200, "application/x-amz-json-1.0", body.getBytes(StandardCharsets.UTF_8));
  }

  private static int limit(JsonCall call) {
    int limit = call.number("Limit").orElse(MOST);
    if (limit < 1 || limit > MOST) {
      throw ServiceError.of(
          "ValidationException",
          "1 validation error detected: Value '%d' at 'limit' failed to satisfy constraint: Member must have value %s than or equal to %d",
          limit,
          limit < 1 ? "greater" : "less",
          limit < 1 ? 1 : MOST);
    }
    return limit;
  }
}
