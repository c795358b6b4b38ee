package dev.wsemulator.internal.source.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;

/**
 * A record of a stream. Immutable.
 *
 * @param sequenceNumber its place in the shard, as digits
 * @param createdAt when it came to the stream
 * @param itemKey what it is about; records of the same key keep their order
 * @param json the record as functions get it
 */
public record StreamRecord(String sequenceNumber, Instant createdAt, String itemKey, String json) {
  /** The order in a shard. */
  static final Comparator<StreamRecord> BY_PLACE =
      Comparator.comparing(StreamRecord::digits, Comparator.comparingInt(String::length))
          .thenComparing(StreamRecord::digits);

  private String digits() {
    return sequenceNumber.replaceFirst("^0+", "");
  }

  /** Returns how many bytes it adds to an event. */
  int size() {
    return json.getBytes(StandardCharsets.UTF_8).length + 1;
  }
}
