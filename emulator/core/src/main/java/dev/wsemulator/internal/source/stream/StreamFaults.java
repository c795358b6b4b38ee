package dev.wsemulator.internal.source.stream;

import dev.wsemulator.internal.source.BatchFault;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What injected faults do to the records of one lane. Used by one thread at a time. */
final class StreamFaults {
  private final Mapping mapping;
  private final StreamContext around;

  /** The sequence numbers of records that always fail. */
  private final Set<String> poisoned = new HashSet<>();

  /** The batch that a fault has held up or doubled: no occasion for another one. */
  private @Nullable RecordBatch cleared;

  StreamFaults(Mapping mapping, StreamContext around) {
    this.mapping = mapping;
    this.around = around;
  }

  /** Lets the next turn of a batch be no occasion. */
  void clear(RecordBatch batch) {
    cleared = batch;
  }

  /** Lets a fault strike a batch. */
  BatchFault strike(RecordBatch batch, BatchFault fault) {
    boolean isOccasion = batch != cleared && batch.hasRecords();
    cleared = null;
    if (isOccasion) {
      around.events().strike(mapping.streamArn(), mapping.settings().functionName(), fault);
      if (fault.poisons()) {
        poisoned.add(batch.first().sequenceNumber());
      }
    }
    return fault;
  }

  /** Returns the place of the first record that fails; the batch's size if none does. */
  int firstFailing(RecordBatch batch) {
    int place = 0;
    while (place < batch.records().size() && !isPoisoned(batch, place)) {
      place++;
    }
    return place;
  }

  private boolean isPoisoned(RecordBatch batch, int place) {
    return poisoned.contains(batch.records().get(place).sequenceNumber());
  }
}
