package dev.wsemulator.internal.source.stream;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tumbling windows of a shard: which one is open, and the state that the function has gathered
 * in it. Used by one thread at a time.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html">Stateful
 *     processing</a>
 */
final class Aggregation {
  private static final int MOST_STATE = 1024 * 1024;
  private static final String NOTHING = "{}";

  private final long seconds;
  private @Nullable Instant start;
  private String state = NOTHING;

  Aggregation(Duration length) {
    this.seconds = length.toSeconds();
  }

  boolean isOpen() {
    return start != null;
  }

  /** Returns when the open window ends. */
  Instant end() {
    return start().plusSeconds(seconds);
  }

  Instant start() {
    if (start == null) {
      throw new IllegalStateException("No window is open.");
    }
    return start;
  }

  String state() {
    return state;
  }

  /** Opens the window of a record. */
  void open(StreamRecord record) {
    start = windowOf(record);
  }

  /** Returns how many of the records, from the first on, belong to the open window. */
  int fitting(Collection<StreamRecord> records) {
    Instant end = end();
    return (int) records.stream().takeWhile(one -> one.createdAt().isBefore(end)).count();
  }

  private Instant windowOf(StreamRecord record) {
    long at = record.createdAt().getEpochSecond();
    return Instant.ofEpochSecond(at - Math.floorMod(at, seconds));
  }

  /** Takes the state that a function answers; returns whether there is one. */
  boolean take(byte[] answer) {
    Optional<Json> given =
        Json.parse(answer).flatMap(json -> json.child("state")).filter(Json::isObject);
    given.ifPresent(json -> state = JsonText.of(json.value()));
    return given.isPresent();
  }

  /** Returns whether the state has more than Lambda keeps. */
  boolean isTooLarge() {
    return state.getBytes(StandardCharsets.UTF_8).length > MOST_STATE;
  }

  /** Drops the state, after its last use. */
  void reset() {
    state = NOTHING;
  }

  /** Closes the window, and drops the state. */
  void close() {
    reset();
    start = null;
  }
}
