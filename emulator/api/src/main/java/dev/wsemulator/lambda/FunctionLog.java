package dev.wsemulator.lambda;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Feed;
import dev.wsemulator.internal.feed.ReaderSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The log of a function: its output, and what Lambda writes about its invocations. The newest
 * {@link #CAPACITY} lines are kept, or fewer if they are very long. What is written at once stays
 * together; lines are numbered from 0. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Log and monitor
 *     Java Lambda functions</a>
 */
public final class FunctionLog implements Feed<LogLine> {
  /** How many lines are kept. */
  public static final int CAPACITY = 10_000;

  /** How many characters are kept, of texts that were there when they were written. */
  private static final int MOST_CHARACTERS = 8 * 1024 * 1024;

  /** What is written at once is cut here. */
  private static final int LONGEST = 256 * 1024;

  private final ReaderSignal bell = new ReaderSignal(this::end);

  /** Guarded by {@code this}, as all below. */
  private final Deque<Written> kept = new ArrayDeque<>();

  private int lines;
  private int characters;
  private long end;

  /** What was written at once; its lines are made when they are read. */
  private record Written(
      Instant time, @Nullable String requestId, int lines, int characters, Supplier<String> text) {

    List<LogLine> split() {
      List<String> texts = text.get().lines().toList();
      return IntStream.range(0, lines)
          .mapToObj(i -> new LogLine(time, requestId, i < texts.size() ? texts.get(i) : ""))
          .toList();
    }
  }

  /** Creates an empty log. */
  public FunctionLog() {}

  /**
   * Adds a text, of one line or more.
   *
   * @param requestId the invocation that it belongs to, or {@code null}
   */
  public void add(Instant time, @Nullable String requestId, String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    String some = cut.isEmpty() ? "\n" : cut;
    int count = (int) some.lines().count();
    add(new Written(time, requestId, count, some.length(), () -> some));
  }

  /**
   * Adds a text that is made when it is read, each time.
   *
   * @param requestId the invocation that it belongs to, or {@code null}
   * @param count how many lines it has
   */
  public void add(Instant time, @Nullable String requestId, int count, Supplier<String> text) {
    add(new Written(time, requestId, count, 0, text));
  }

  private void add(Written written) {
    long number;
    synchronized (this) {
      kept.addLast(written);
      end += written.lines();
      number = end - 1;
      lines += written.lines();
      characters += written.characters();
      while ((lines > CAPACITY || characters > MOST_CHARACTERS) && kept.size() > 1) {
        Written oldest = kept.removeFirst();
        lines -= oldest.lines();
        characters -= oldest.characters();
      }
    }
    bell.added(number);
  }

  @Override
  public synchronized long end() {
    return end;
  }

  @Override
  public Batch<LogLine> since(long sequence, int max) {
    Deque<Written> found = new ArrayDeque<>();
    long from;
    synchronized (this) {
      from = end;
      Iterator<Written> newest = kept.descendingIterator();
      while (from > sequence && newest.hasNext()) {
        Written written = newest.next();
        found.addFirst(written);
        from -= written.lines();
      }
    }
    long first = Math.max(sequence, from);
    return new Batch<>(
        first,
        first - sequence,
        found.stream()
            .flatMap(written -> written.split().stream())
            .skip(first - from)
            .limit(max)
            .toList());
  }

  @Override
  public void await(long sequence, Duration patience) throws InterruptedException {
    bell.await(sequence, patience);
  }

  /** Signals readers that no lines follow: they read the rest, and end. */
  public void finish() {
    bell.end();
  }

  @Override
  public boolean isEnded() {
    return bell.isEnded();
  }

  /** Returns the lines that are kept, oldest first. */
  public List<LogLine> lines() {
    return snapshot().stream().flatMap(written -> written.split().stream()).toList();
  }

  private synchronized List<Written> snapshot() {
    return List.copyOf(kept);
  }

  /** Returns the newest lines that are kept, oldest first, and not more than so many. */
  public List<LogLine> last(int count) {
    List<LogLine> all = lines();
    return all.subList(Math.max(0, all.size() - Math.max(0, count)), all.size());
  }

  /** Returns the kept lines of one invocation, oldest first. */
  public List<LogLine> ofRequest(String requestId) {
    return snapshot().stream()
        .filter(written -> requestId.equals(written.requestId()))
        .flatMap(written -> written.split().stream())
        .toList();
  }

  /** Returns the texts of the lines that are kept, each with a line end. */
  public String text() {
    return lines().stream().map(line -> line.text() + "\n").collect(Collectors.joining());
  }
}
