package dev.wsemulator.internal.aws.dynamodb;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Restores the empty maps and lists that the streams of DynamoDB Local leave out. */
final class EmptyValues {
  private EmptyValues() {}

  /**
   * Returns a record with its empty maps and lists, which of them by the item as it is now.
   *
   * @param item returns the item of a key
   */
  static Record completed(
      Record record, Function<Map<String, AttributeValue>, Map<String, AttributeValue>> item) {
    StreamRecord change = record.dynamodb();
    boolean isComplete =
        Stream.concat(change.newImage().values().stream(), change.oldImage().values().stream())
            .noneMatch(EmptyValues::isUnknown);
    if (isComplete) {
      return record;
    }
    Map<String, AttributeValue> now = item.apply(change.keys());
    StreamRecord.Builder completed = change.toBuilder();
    if (change.hasNewImage()) {
      completed.newImage(completed(change.newImage(), now));
    }
    if (change.hasOldImage()) {
      completed.oldImage(completed(change.oldImage(), now));
    }
    return record.toBuilder().dynamodb(completed.build()).build();
  }

  private static Map<String, AttributeValue> completed(
      Map<String, AttributeValue> image, Map<String, AttributeValue> now) {
    Map<String, AttributeValue> completed = new HashMap<>(image);
    completed.replaceAll(
        (name, value) -> {
          boolean isList = now.containsKey(name) && now.get(name).hasL();
          AttributeValue empty =
              isList ? AttributeValue.fromL(List.of()) : AttributeValue.fromM(Map.of());
          return isUnknown(value) ? empty : value;
        });
    return completed;
  }

  private static boolean isUnknown(AttributeValue value) {
    return value.type() == AttributeValue.Type.UNKNOWN_TO_SDK_VERSION;
  }
}
