package dev.wsemulator.internal.source.stream;

import java.util.List;
import java.util.Optional;

/** The records of a shard, from a place on, for one reader. Used by one thread at a time. */
public interface ShardFeed extends AutoCloseable {

  /** Returns the shard's id. */
  String shardId();

  /**
   * Returns the next records, in their order. Does not wait: there are none if none are there yet.
   *
   * @param most how many at most
   */
  List<StreamRecord> read(int most);

  /**
   * Hears how far the reader has come.
   *
   * @param unfinished the first record that was read and is not done; empty if all are done
   */
  default void done(Optional<StreamRecord> unfinished) {}

  /** Sets what runs whenever there may be more records, on any thread. */
  void onArrival(Runnable wake);

  /** Ends it; nothing is reported any more. */
  @Override
  void close();
}
