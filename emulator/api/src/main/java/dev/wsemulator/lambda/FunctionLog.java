package dev.wsemulator.lambda;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a function has written, and what Lambda writes about its invocations, as in its log group.
 * The newest {@link #CAPACITY} lines are kept, or fewer if they are very long. What is written at
 * once stays together. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Log and monitor
 *     Java Lambda functions</a>
 */
public final class FunctionLog {
  /** How many lines are kept. */
  public static final int CAPACITY = 10_000;

  /** How many characters are kept, of texts that were there when they were written. */
  private static final int MOST_CHARACTERS = 8 * 1024 * 1024;

  /** What is written at once is cut here. */
  private static final int LONGEST = 256 * 1024;

  /** Added to by whoever holds {@code this}, so that a reader misses nothing. */
  private final List<Consumer<LogLine>> readers = new CopyOnWriteArrayList<>();

  /** Guarded by {@code this}, as all below. */
  private final Deque<Written> kept = new ArrayDeque<>();

  private int lines;
  private int characters;

  /** What was written at once. */
  private record Written(
      Instant time, @Nullable String requestId, int lines, int characters, Supplier<String> text) {

    List<LogLine> split() {
      return text.get().lines().map(line -> new LogLine(time, requestId, line)).toList();
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
   * Adds a text that is made when it is read, once for each reader.
   *
   * @param requestId the invocation that it belongs to, or {@code null}
   * @param count how many lines it has
   */
  public void add(Instant time, @Nullable String requestId, int count, Supplier<String> text) {
    add(new Written(time, requestId, count, 0, text));
  }

  private synchronized void add(Written written) {
    kept.addLast(written);
    lines += written.lines();
    characters += written.characters();
    while ((lines > CAPACITY || characters > MOST_CHARACTERS) && kept.size() > 1) {
      Written oldest = kept.removeFirst();
      lines -= oldest.lines();
      characters -= oldest.characters();
    }
    if (!readers.isEmpty()) {
      List<LogLine> split = written.split();
      readers.forEach(split::forEach);
    }
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

  /**
   * Hands the newest lines, and every further one, to a reader, on the thread that adds it: the
   * reader must be quick.
   *
   * @param last how many of the lines that are kept the reader is handed at most
   * @return what ends it
   */
  public synchronized Runnable follow(int last, Consumer<LogLine> reader) {
    Consumer<LogLine> own = reader::accept;
    last(last).forEach(own);
    readers.add(own);
    return () -> readers.remove(own); // takes no lock, as the reader may hold one of its own
  }
}
