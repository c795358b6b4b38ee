package dev.wsemulator.internal.source.stream;

import dev.wsemulator.internal.source.BatchFault;
import dev.wsemulator.internal.source.BatchResponse;
import dev.wsemulator.internal.source.stream.FailureRecord.Condition;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.lambda.InvocationAnswer;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a shard whose batches are processed one after the other: a batch that fails holds up
 * those behind it. A batch is tried again after 1, 2, 4 seconds and so on, up to a minute. Runs in
 * the poller's {@link SerialTasks} only.
 */
final class ShardLane {
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);

  private final Mapping mapping;
  private final StreamContext around;
  private final StreamEvent event;
  private final Reports reports;
  private final Turns turns;
  private final Pending pending;
  private final @Nullable Aggregation windows;
  private final StreamFaults faults;

  /** Batches that come before those that are formed anew. */
  private final Deque<RecordBatch> ready = new ArrayDeque<>();

  private @Nullable RecordBatch current;

  /** Whether the batch comes again when it is done. */
  private boolean isDoubled;

  private Optional<InvocationAnswer.Kind> last = Optional.empty();
  private int failures;
  private TimeSource.@Nullable Timer timer;
  private boolean isClosed;

  /** Lets a lane go on. */
  interface Turns {
    /** Runs a task of the lane, and then whatever can go on. */
    void run(Runnable task);
  }

  ShardLane(Mapping mapping, String shardId, StreamContext around, Turns turns) {
    this.mapping = mapping;
    this.around = around;
    this.event = new StreamEvent(mapping, shardId);
    this.reports = new Reports(mapping, shardId, around);
    this.turns = turns;
    this.pending = new Pending(mapping);
    this.faults = new StreamFaults(mapping, around);
    this.windows = mapping.tumblingWindow().map(Aggregation::new).orElse(null);
  }

  void add(StreamRecord record) {
    pending.add(record, around.time().nanos());
  }

  /** Returns how many records are in memory. */
  int size() {
    int inHand = current == null ? 0 : current.records().size();
    return pending.size() + ready.stream().mapToInt(batch -> batch.records().size()).sum() + inHand;
  }

  /** Returns the records that are not done, in no order. */
  List<StreamRecord> unfinished() {
    List<StreamRecord> all = new ArrayList<>(pending.all());
    ready.forEach(batch -> all.addAll(batch.records()));
    if (current != null) {
      all.addAll(current.records());
    }
    return all;
  }

  /** Returns the first record that is not done. */
  Optional<StreamRecord> first() {
    if (current != null && current.hasRecords()) {
      return Optional.of(current.records().get(0));
    }
    return ready.stream()
        .filter(RecordBatch::hasRecords)
        .map(batch -> batch.records().get(0))
        .findFirst()
        .or(() -> pending.isEmpty() ? Optional.empty() : Optional.of(pending.first()));
  }

  /** Sends the next batch, if there is one and nothing runs. */
  void step() {
    while (current == null && !isClosed) {
      stopTimer();
      RecordBatch next = ready.isEmpty() ? formed() : ready.poll();
      if (next == null) {
        return;
      }
      BatchFault fault = faults.strike(next, new BatchFault(by -> hold(next, by)));
      RecordBatch young = fault.isHeld() ? null : withoutOld(next);
      if (young != null) {
        send(young, fault);
      }
    }
  }

  private @Nullable RecordBatch formed() {
    long now = around.time().nanos();
    if (windows != null && windows.isOpen() && isWindowOver(windows)) {
      return RecordBatch.of(RecordBatch.Kind.WINDOW_END);
    }
    if (pending.isEmpty()) {
      if (windows != null && windows.isOpen()) {
        stepAfter(Duration.between(around.time().now(), windows.end()));
      }
      return null;
    }
    if (windows != null && !windows.isOpen()) {
      windows.open(pending.first());
    }
    Duration left = pending.left(now);
    if (left.isZero()) {
      return pending.take(windows, now);
    }
    stepAfter(left);
    return null;
  }

  private boolean isWindowOver(Aggregation open) {
    return pending.isEmpty()
        ? !around.time().now().isBefore(open.end())
        : !pending.first().createdAt().isBefore(open.end());
  }

  private void stepAfter(Duration delay) {
    timer = around.time().after(delay, () -> turns.run(() -> {}));
  }

  /**
   * Gives up the records that are too old; returns the others, or {@code null} if none are left.
   */
  private @Nullable RecordBatch withoutOld(RecordBatch batch) {
    if (!batch.hasRecords()) {
      return batch;
    }
    Instant oldest = around.time().now().minus(mapping.mostAge());
    int count =
        (int) batch.records().stream().takeWhile(one -> one.createdAt().isBefore(oldest)).count();
    if (count == 0) {
      return batch;
    }
    reports.givenUp(batch.part(0, count), Condition.AGE, last);
    return count == batch.records().size() ? null : batch.part(count, batch.records().size());
  }

  /** Keeps the lane occupied until a batch is as late as it has to be; it may be so already. */
  private boolean hold(RecordBatch batch, Duration by) {
    Duration wait = by.minusNanos(around.time().nanos() - batch.since());
    if (wait.isZero() || wait.isNegative()) {
      return false;
    }
    current = batch;
    timer =
        around
            .time()
            .after(
                wait,
                () ->
                    turns.run(
                        () -> {
                          faults.clear(batch);
                          tryAgain(batch);
                        }));
    return true;
  }

  private void send(RecordBatch batch, BatchFault fault) {
    RecordBatch sent = batch.invoked();
    current = sent;
    if (sent.hasRecords()) {
      reports.sent(sent);
    }
    int size = sent.records().size();
    int failing = faults.firstFailing(sent);
    if (failing < size) {
      String id = sent.records().get(failing).sequenceNumber();
      reports.dropped(0, BatchFault.poisoned(id));
    }
    if (fault.fails() || failing < size && !(failing > 0 && mapping.reportsItemFailures())) {
      last = Optional.of(InvocationAnswer.Kind.FUNCTION_ERROR);
      failed(sent);
    } else {
      invoke(sent, failing, fault.comesAgain());
    }
  }

  /** Sends the records before the first that fails. */
  private void invoke(RecordBatch batch, int failing, boolean comesAgain) {
    boolean isWhole = failing == batch.records().size();
    RecordBatch part = isWhole ? batch : batch.part(0, failing);
    around
        .functions()
        .invoke(mapping.settings().functionName(), event.of(part, windows))
        .thenAccept(
            answer ->
                turns.run(
                    () -> {
                      isDoubled = comesAgain;
                      answered(batch, answer);
                    }));
  }

  private void answered(RecordBatch batch, InvocationAnswer answer) {
    if (isClosed) {
      return;
    }
    last = Optional.of(answer.kind());
    switch (answer.kind()) {
      case SUCCESS -> succeeded(batch, answer.payload());
      case FUNCTION_ERROR -> failed(batch);
      case THROTTLED -> notInvoked(batch, StreamReasons.throttled());
      case FUNCTION_NOT_FOUND ->
          notInvoked(batch, StreamReasons.noFunction(mapping.settings().functionName()));
    }
  }

  private void notInvoked(RecordBatch batch, Reason why) {
    if (failures == 0) {
      reports.dropped(0, why);
    }
    tryLater(batch);
  }

  private void succeeded(RecordBatch batch, byte[] answer) {
    if (windows != null && batch.hasRecords() && !windows.take(answer)) {
      reports.dropped(0, StreamReasons.noState());
      failed(batch);
    } else if (batch.hasRecords() && mapping.reportsItemFailures()) {
      reported(batch, answer);
    } else {
      done(batch);
    }
  }

  private void reported(RecordBatch batch, byte[] answer) {
    List<String> ids = batch.records().stream().map(StreamRecord::sequenceNumber).toList();
    BatchResponse response = BatchResponse.parse(answer, ids);
    if (response.problem().isPresent()) {
      reports.dropped(0, StreamReasons.unusableAnswer(response.problem().get()));
      failed(batch);
    } else if (response.failed().isEmpty()) {
      int failing = faults.firstFailing(batch);
      if (failing < batch.records().size()) {
        failedFrom(batch, failing);
      } else {
        done(batch);
      }
    } else {
      failedFrom(batch, response.failed().stream().mapToInt(ids::indexOf).min().orElse(0));
    }
  }

  /** The records before the checkpoint are done, and the others are tried again. */
  private void failedFrom(RecordBatch batch, int checkpoint) {
    if (checkpoint == 0) {
      failed(batch);
      return;
    }
    failures = 0;
    tryLater(batch.restarted(checkpoint));
  }

  private void failed(RecordBatch batch) {
    int size = batch.records().size();
    if (!batch.hasRecords()) {
      tryLater(batch); // nothing else of the shard is processed before
    } else if (mapping.bisects() && size > 1) {
      ready.addFirst(batch.part(size / 2, size));
      ready.addFirst(batch.part(0, size / 2));
      current = null;
    } else if (mapping.isExhausted(batch.retries())) {
      reports.givenUp(batch, Condition.RETRIES, last);
      finish();
    } else {
      tryLater(batch.retried());
    }
  }

  /** Keeps the lane occupied until the batch is sent again. */
  private void tryLater(RecordBatch batch) {
    Duration delay = Duration.ofSeconds(1L << Math.min(failures, 6));
    failures++;
    current = batch;
    timer =
        around
            .time()
            .after(
                delay.compareTo(LONGEST_BACK_OFF) < 0 ? delay : LONGEST_BACK_OFF,
                () -> turns.run(() -> tryAgain(batch)));
  }

  private void tryAgain(RecordBatch batch) {
    if (current == batch) {
      ready.addFirst(batch);
      current = null;
    }
  }

  private void done(RecordBatch batch) {
    if (windows != null) {
      switch (batch.kind()) {
        case WINDOW_END -> windows.close();
        case WINDOW_TOO_LARGE -> windows.reset();
        case RECORDS -> {
          if (windows.isTooLarge()) {
            ready.addFirst(RecordBatch.of(RecordBatch.Kind.WINDOW_TOO_LARGE));
          }
        }
      }
    }
    finish();
    if (isDoubled && batch.hasRecords()) {
      isDoubled = false;
      faults.clear(batch);
      ready.addFirst(batch);
    }
  }

  private void finish() {
    failures = 0;
    last = Optional.empty();
    current = null;
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  void close() {
    isClosed = true;
    stopTimer();
  }
}
