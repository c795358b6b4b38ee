package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.source.stream.StreamRecord;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
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
    String key = image(record.dynamodb().keys());
    text.name("Keys").raw(key);
    if (record.dynamodb().hasNewImage()) {
      text.name("NewImage").raw(image(record.dynamodb().newImage()));
    }
    if (record.dynamodb().hasOldImage()) {
      text.name("OldImage").raw(image(record.dynamodb().oldImage()));
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

  /** Returns an item as DynamoDB's JSON, its attributes in the order of their names. */
  static String image(Map<String, AttributeValue> item) {
    JsonText text = new JsonText().open();
    new TreeMap<>(item).forEach((name, value) -> text.name(name).raw(value(value)));
    return text.close().toString();
  }

  private static String value(AttributeValue value) {
    return switch (value.type()) {
      case S -> tagged("S", JsonText.quoted(value.s()));
      case N -> tagged("N", JsonText.quoted(value.n()));
      case B -> tagged("B", JsonText.quoted(base64(value.b())));
      case SS -> tagged("SS", JsonText.of(value.ss()));
      case NS -> tagged("NS", JsonText.of(value.ns()));
      case BS -> tagged("BS", JsonText.of(value.bs().stream().map(LoggedRecord::base64).toList()));
      case M -> tagged("M", image(value.m()));
      case L -> tagged("L", list(value.l()));
      case BOOL -> tagged("BOOL", value.bool().toString());
      case NUL -> tagged("NULL", "true");
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("An attribute has a type that is not known here.");
    };
  }

  private static String tagged(String type, String json) {
    return "{\"" + type + "\":" + json + "}";
  }

  private static String list(List<AttributeValue> values) {
    return "[" + String.join(",", values.stream().map(LoggedRecord::value).toList()) + "]";
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
  }
}
