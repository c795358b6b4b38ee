package dev.wsemulator.internal.transport;

import dev.wsemulator.time.TimeSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * An answer that goes on, line by line, until its reader goes. An empty line now and then finds out
 * whether the reader is still there. Thread-safe; nobody who writes waits.
 */
final class LineStream implements Consumer<String> {
  private static final Duration PULSE = Duration.ofSeconds(5);

  /** A reader who is so far behind is let go. */
  private static final int MOST_WAITING = 100_000;

  private final Exchange exchange;
  private final Queue<String> waiting = new ArrayDeque<>();
  private Runnable end = () -> {};
  private boolean writing;
  private boolean ended;

  LineStream(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Begins the answer. */
  void begin(Runnable whatEndsIt) {
    synchronized (this) {
      end = whatEndsIt;
    }
    pulse();
  }

  private void pulse() {
    accept("");
    synchronized (this) {
      if (!ended) {
        TimeSource.system().after(PULSE, this::pulse);
      }
    }
  }

  @Override
  public void accept(String line) {
    boolean first;
    synchronized (this) {
      if (ended) {
        return;
      }
      waiting.add(line);
      first = !writing;
      writing = true;
    }
    if (first) {
      write();
    }
  }

  private void write() {
    String next;
    synchronized (this) {
      if (waiting.size() > MOST_WAITING) {
        waiting.clear();
        fail(new IllegalStateException("The reader is too slow."));
        return;
      }
      StringBuilder lines = new StringBuilder();
      for (String line = waiting.poll(); line != null; line = waiting.poll()) {
        lines.append(line).append('\n');
      }
      writing = lines.length() > 0;
      next = lines.toString();
    }
    if (!next.isEmpty()) {
      ByteBuffer bytes = BufferUtil.toBuffer(next, StandardCharsets.UTF_8);
      exchange.response().write(false, bytes, Callback.from(this::write, this::fail));
    }
  }

  private void fail(Throwable reason) {
    synchronized (this) {
      ended = true;
      end.run();
    }
    exchange.callback().failed(reason);
  }
}
