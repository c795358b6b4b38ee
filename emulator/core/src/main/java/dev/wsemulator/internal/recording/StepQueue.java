package dev.wsemulator.internal.recording;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Feed;
import dev.wsemulator.internal.feed.ReaderSignal;
import dev.wsemulator.internal.json.JsonText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Steps that wait for the one reader who takes them as lines of JSON. Of a reader that is too slow
 * the oldest are forgotten. Thread-safe.
 */
final class StepQueue implements Feed<StepQueue.Step> {
  /** What waits for the reader at most, about. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  /** What a step takes beside its text. */
  private static final int OVERHEAD = 200;

  private final ReaderSignal bell = new ReaderSignal(this::end);

  /** Guarded by {@code this}, as all below. */
  private final Deque<Step> waiting = new ArrayDeque<>();

  private long end;
  private long bytes;

  /**
   * Something that passed.
   *
   * @param bytes what it takes, about
   * @param line makes its line of JSON
   */
  record Step(int bytes, Supplier<JsonText> line) {}

  /** Returns the steps as lines, each with its end, after a line about missed ones. */
  static String lines(Batch<Step> batch) {
    StringBuilder lines = new StringBuilder();
    if (batch.missed() > 0) {
      JsonText line = new JsonText().open().string("event", "missed");
      lines.append(line.number("steps", batch.missed()).close()).append('\n');
    }
    batch.items().forEach(step -> lines.append(step.line().get().close()).append('\n'));
    return lines.toString();
  }

  /** Adds a step, about so long. */
  void add(int size, Supplier<JsonText> line) {
    long number;
    synchronized (this) {
      waiting.addLast(new Step(size + OVERHEAD, line));
      bytes += size + OVERHEAD;
      while (bytes > MOST_BYTES && waiting.size() > 1) {
        bytes -= waiting.removeFirst().bytes();
      }
      number = end++;
    }
    bell.added(number);
  }

  @Override
  public synchronized long end() {
    return end;
  }

  @Override
  public synchronized Batch<Step> since(long sequence, int max) {
    while (!waiting.isEmpty() && end - waiting.size() < sequence) {
      bytes -= waiting.removeFirst().bytes();
    }
    long first = Math.max(sequence, end - waiting.size());
    return new Batch<>(first, first - sequence, waiting.stream().limit(max).toList());
  }

  @Override
  public void await(long sequence, Duration patience) throws InterruptedException {
    bell.await(sequence, patience);
  }

  /** Nothing more is added. */
  void finish() {
    bell.end();
  }

  @Override
  public boolean isEnded() {
    return bell.isEnded();
  }
}
