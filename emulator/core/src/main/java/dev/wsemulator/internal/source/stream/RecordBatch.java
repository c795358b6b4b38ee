package dev.wsemulator.internal.source.stream;

import java.util.List;

/**
 * Records that are sent to a function together. Immutable.
 *
 * @param kind what the invocation is for
 * @param records the records, in their order; none at the end of a window
 * @param invocations how often the function has been invoked with them
 * @param retries how many of these count as retries
 * @param since when its last record came, in the clock's nanoseconds
 */
record RecordBatch(
    Kind kind, List<StreamRecord> records, int invocations, int retries, long since) {
  /** What an invocation is for. */
  enum Kind {
    /** To process records. */
    RECORDS,
    /** To process what a window that is over has gathered. */
    WINDOW_END,
    /** To process what a window has gathered, because that has become too large. */
    WINDOW_TOO_LARGE
  }

  RecordBatch {
    records = List.copyOf(records);
  }

  static RecordBatch of(List<StreamRecord> records, long since) {
    return new RecordBatch(Kind.RECORDS, records, 0, 0, since);
  }

  static RecordBatch of(Kind kind) {
    return new RecordBatch(kind, List.of(), 0, 0, 0);
  }

  boolean hasRecords() {
    return kind == Kind.RECORDS;
  }

  /** Returns this after another invocation. */
  RecordBatch invoked() {
    return new RecordBatch(kind, records, invocations + 1, retries, since);
  }

  /** Returns this before a retry that counts. */
  RecordBatch retried() {
    return new RecordBatch(kind, records, invocations, retries + 1, since);
  }

  /** Returns a part of this. */
  RecordBatch part(int from, int to) {
    return new RecordBatch(kind, records.subList(from, to), invocations, retries, since);
  }

  /** Returns the records from one on, which have not been retried: those before it are done. */
  RecordBatch restarted(int from) {
    return new RecordBatch(kind, records.subList(from, records.size()), invocations, 0, since);
  }

  StreamRecord first() {
    return records.get(0);
  }

  StreamRecord last() {
    return records.get(records.size() - 1);
  }
}
