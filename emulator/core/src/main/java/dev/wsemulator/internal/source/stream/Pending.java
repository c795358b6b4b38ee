package dev.wsemulator.internal.source.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records that wait to become a batch. Used by one thread at a time. */
final class Pending {
  private final Deque<StreamRecord> records = new ArrayDeque<>();

  /** When each record has come. */
  private final Deque<Long> arrivals = new ArrayDeque<>();

  private final Mapping mapping;
  private long bytes;
  private long since;

  Pending(Mapping mapping) {
    this.mapping = mapping;
  }

  /** Adds a record, which has come at a time of the clock. */
  void add(StreamRecord record, long nanos) {
    if (records.isEmpty()) {
      since = nanos;
    }
    records.add(record);
    arrivals.add(nanos);
    bytes += record.size();
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  int size() {
    return records.size();
  }

  StreamRecord first() {
    return records.getFirst();
  }

  List<StreamRecord> all() {
    return List.copyOf(records);
  }

  /** Returns how long a batch is still gathered; nothing if it is complete. */
  Duration left(long nanos) {
    boolean isComplete = records.size() >= mapping.batchSize() || bytes >= Mapping.MOST_BYTES;
    Duration left = mapping.batchingWindow().minusNanos(nanos - since);
    return isComplete || left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Takes a batch.
   *
   * @param windows the open window, if records of different windows are kept apart
   */
  RecordBatch take(@Nullable Aggregation windows, long nanos) {
    int most = Math.min(mapping.batchSize(), records.size());
    if (windows != null) {
      most = Math.min(most, windows.fitting(records));
    }
    List<StreamRecord> taken = new ArrayList<>();
    long size = 0;
    long last = nanos;
    while (taken.size() < most) {
      int next = records.getFirst().size();
      if (!taken.isEmpty() && size + next > Mapping.MOST_BYTES) {
        break;
      }
      size += next;
      taken.add(records.removeFirst());
      last = arrivals.removeFirst();
    }
    bytes -= size;
    since = nanos;
    return RecordBatch.of(taken, last);
  }
}
