package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.kept.ItemJson;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.source.stream.StreamRecord;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * A record of a table's stream. Immutable.
 *
 * @param sequenceNumber its place in the stream
 * @param createdAt when it came to the stream, by the emulator's clock
 * @param itemKey the item's key as JSON
 * @param eventName {@code INSERT}, {@code MODIFY} or {@code REMOVE}
 * @param isExpiry whether the item was deleted because its time was over
 * @param common what calls and functions see of it, a JSON object without its end
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html">Record</a>
 */
record LoggedRecord(
    String sequenceNumber,
    Instant createdAt,
    String itemKey,
    String eventName,
    boolean isExpiry,
    String common) {
  private static final String SERVICE = "dynamodb.amazonaws.com";

  /** Makes it of a record that DynamoDB, or its local version, has returned. */
  static LoggedRecord of(Record record, Instant createdAt, String region) {
    JsonText text =
        new JsonText()
            .open()
            .string("eventID", record.eventID().replace("-", ""))
            .string("eventName", record.eventNameAsString())
            .string("eventVersion", "1.1")
            .string("eventSource", "aws:dynamodb")
            .string("awsRegion", region)
            .name("dynamodb")
            .open()
            .number("ApproximateCreationDateTime", createdAt.getEpochSecond());
    String key = ItemJson.text(record.dynamodb().keys());
    text.name("Keys").raw(key);
    if (record.dynamodb().hasNewImage()) {
      text.name("NewImage").raw(ItemJson.text(record.dynamodb().newImage()));
    }
    if (record.dynamodb().hasOldImage()) {
      text.name("OldImage").raw(ItemJson.text(record.dynamodb().oldImage()));
    }
    text.string("SequenceNumber", record.dynamodb().sequenceNumber())
        .number("SizeBytes", record.dynamodb().sizeBytes())
        .string("StreamViewType", record.dynamodb().streamViewTypeAsString())
        .close();
    return new LoggedRecord(
        record.dynamodb().sequenceNumber(),
        createdAt,
        key,
        record.eventNameAsString(),
        record.userIdentity() != null,
        text.toString());
  }

  /** Returns what is kept of it. */
  String kept() {
    return new JsonText()
        .open()
        .string("number", sequenceNumber)
        .number("created", createdAt.toEpochMilli())
        .string("key", itemKey)
        .string("event", eventName)
        .bool("expiry", isExpiry)
        .string("record", common)
        .close()
        .toString();
  }

  /** Returns the record that was kept. */
  static LoggedRecord kept(Json kept) {
    return new LoggedRecord(
        text(kept, "number"),
        Instant.ofEpochMilli(
            kept.child("created").flatMap(Json::number).map(Number::longValue).orElse(0L)),
        text(kept, "key"),
        text(kept, "event"),
        kept.child("expiry").filter(Json::isTrue).isPresent(),
        text(kept, "record"));
  }

  private static String text(Json kept, String name) {
    return kept.child(name).flatMap(Json::string).orElse("");
  }

  /** Returns this as the record of an item whose time was over. */
  LoggedRecord expired() {
    return new LoggedRecord(sequenceNumber, createdAt, itemKey, eventName, true, common);
  }

  /** Returns what {@code GetRecords} answers. */
  String forCalls() {
    return common + (isExpiry ? identity("PrincipalId", "Type") : "") + "}";
  }

  /** Returns what functions get. */
  StreamRecord forFunctions(String streamArn) {
    String json =
        common
            + (isExpiry ? identity("principalId", "type") : "")
            + ",\"eventSourceARN\":"
            + JsonText.quoted(streamArn)
            + "}";
    return new StreamRecord(sequenceNumber, createdAt, itemKey, json);
  }

  /** Calls and functions see the members' names with different first letters. */
  private static String identity(String principal, String type) {
    return ",\"userIdentity\":{\"%s\":\"%s\",\"%s\":\"Service\"}"
        .formatted(principal, SERVICE, type);
  }
}
