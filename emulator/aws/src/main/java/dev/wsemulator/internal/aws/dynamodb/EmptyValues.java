package dev.wsemulator.internal.aws.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    completed.replaceAll((name, value) -> completed(value, now.get(name)));
    return completed;
  }

  private static AttributeValue completed(AttributeValue value, @Nullable AttributeValue now) {
    List<AttributeValue> listNow = now == null ? List.of() : now.l();
    if (value.hasM()) {
      return AttributeValue.fromM(completed(value.m(), now == null ? Map.of() : now.m()));
    }
    if (value.hasL()) {
      List<AttributeValue> elements = new ArrayList<>();
      for (AttributeValue element : value.l()) {
        int at = elements.size();
        elements.add(completed(element, at < listNow.size() ? listNow.get(at) : null));
      }
      return AttributeValue.fromL(elements);
    }
    if (!isUnknown(value)) {
      return value;
    }
    return now != null && now.hasL()
        ? AttributeValue.fromL(List.of())
        : AttributeValue.fromM(Map.of());
  }

  /** Returns whether a value, or one in it, is left out. */
  private static boolean isUnknown(AttributeValue value) {
    return value.type() == AttributeValue.Type.UNKNOWN_TO_SDK_VERSION
        || Stream.concat(value.m().values().stream(), value.l().stream())
            .anyMatch(EmptyValues::isUnknown);
  }
}
