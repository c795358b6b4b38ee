package dev.wsemulator.cli;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Prints a line for each message, handshake and end of a connection, while an emulator runs. It
 * takes what is new from the journal on its own thread: no message waits for a terminal. What the
 * journal has dropped before it was taken is counted.
 */
final class RequestLines implements AutoCloseable {
  private static final long PAUSE_NANOS = 50_000_000;

  private final Journal journal;
  private final RequestLine line;
  private final Consumer<String> out;
  private final Thread thread;
  private long taken;
  private volatile boolean closed;

  private RequestLines(Journal journal, RequestLine line, Consumer<String> out) {
    this.journal = journal;
    this.line = line;
    this.out = out;
    this.taken = journal.mark();
    this.thread = new Thread(this::run, "request lines");
    thread.setDaemon(true);
  }

  /** Prints the lines from now on. */
  static RequestLines start(Journal journal, RequestLine line, Consumer<String> out) {
    RequestLines lines = new RequestLines(journal, line, out);
    lines.thread.start();
    return lines;
  }

  private void run() {
    while (!closed) {
      take();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    take();
  }

  private void take() {
    long end = journal.mark();
    if (end == taken) {
      return;
    }
    List<JournalEntry> fresh = journal.since(taken);
    long missed = Math.max(0, end - taken - fresh.size());
    if (missed > 0) {
      out.accept("(%d entries of the journal came too fast to be shown)".formatted(missed));
    }
    int known = (int) Math.min(fresh.size(), end - taken - missed);
    for (JournalEntry entry : fresh.subList(0, known)) {
      line.of(entry).ifPresent(out);
    }
    taken = end;
  }

  /** Prints what is left, and ends. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
