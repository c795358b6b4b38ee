package dev.wsemulator.internal.logging;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines without making the one who logs wait: they go through a bounded queue to one daemon
 * thread, which begins with the first line and ends with {@link #close}. When the queue is full,
 * because a disk is slow, lines are dropped and counted. Thread-safe.
 */
public final class LogOutput implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogOutput.class);
  private static final int CAPACITY = 8192;
  private static final long PATIENCE_SECONDS = 5;

  private final BlockingQueue<Item> queue;
  private final List<LogTarget> targets;
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicBoolean warned = new AtomicBoolean();
  private volatile @Nullable Thread writer;
  private volatile boolean closed;

  private sealed interface Item {
    record Line(String group, boolean ofFunction, Supplier<String> text) implements Item {}

    record Flush(CountDownLatch done) implements Item {}

    record End() implements Item {}
  }

  /** Creates an output to all the targets, which it closes; one without a target writes nothing. */
  public LogOutput(List<LogTarget> targets) {
    this(targets, CAPACITY);
  }

  LogOutput(List<LogTarget> targets, int capacity) {
    this.targets = List.copyOf(targets);
    this.queue = new ArrayBlockingQueue<>(capacity);
  }

  /** Returns an output that writes nothing. */
  public static LogOutput none() {
    return new LogOutput(List.of(), 1);
  }

  /** Returns whether lines go anywhere. */
  public boolean isOn() {
    return !targets.isEmpty();
  }

  /** Returns how many times a line, or what was buffered, could not be written. */
  public long dropped() {
    return dropped.get();
  }

  /**
   * Writes a line, soon, and returns at once.
   *
   * @param group the log group
   * @param text the line, made on the thread that writes; control characters in it are escaped
   */
  public void write(String group, Supplier<String> text) {
    write(new Item.Line(group, false, text));
  }

  /** Writes a line of a function's log; its reader waits for a place in the queue. */
  public void writeOfFunction(String group, Supplier<String> text) {
    if (!closed && !targets.isEmpty() && offerPatiently(new Item.Line(group, true, text))) {
      start();
    }
  }

  private void write(Item.Line line) {
    if (closed || targets.isEmpty()) {
      return;
    }
    if (!queue.offer(line)) {
      drop("lines come faster than they can be written. Log to a faster disk, or log less", null);
    } else {
      start();
    }
  }

  /** Waits until what was written before is where others can read it, for at most ten seconds. */
  public void flush() {
    CountDownLatch done = new CountDownLatch(1);
    if (writer != null && !closed && offerPatiently(new Item.Flush(done))) {
      try {
        done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Writes what is queued, closes the targets and ends the thread. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      running = writer;
    }
    if (running == null) {
      closeTargets();
    } else {
      end(running);
    }
  }

  private void end(Thread running) {
    boolean asked = offerPatiently(new Item.End());
    try {
      running.join(asked ? TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS) : 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (running.isAlive()) {
      LOG.warn(
          "The log is not written within {} s of its end; the rest is lost.", PATIENCE_SECONDS);
      running.interrupt();
    }
  }

  private boolean offerPatiently(Item item) {
    try {
      return queue.offer(item, PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void start() {
    if (writer == null) {
      startOnce();
    }
  }

  private synchronized void startOnce() {
    if (writer != null || closed) {
      return;
    }
    Thread thread = new Thread(this::run, "wsemulator-log");
    thread.setDaemon(true);
    thread.setContextClassLoader(LogOutput.class.getClassLoader());
    thread.start();
    writer = thread;
  }

  private void run() {
    try {
      while (take()) {
        // The next one.
      }
    } catch (InterruptedException e) {
      LOG.debug("The log ends before all is written.", e);
    } finally {
      closeTargets();
    }
  }

  private boolean take() throws InterruptedException {
    Item item = queue.poll();
    if (item == null) {
      flushTargets();
      item = queue.take();
    }
    if (item instanceof Item.Line line) {
      writeNow(line);
    } else if (item instanceof Item.Flush flush) {
      flushTargets();
      flush.done().countDown();
    }
    return !(item instanceof Item.End);
  }

  private void writeNow(Item.Line line) {
    try {
      String text = ControlCharacters.escaped(line.text().get());
      for (LogTarget target : targets) {
        if (!line.ofFunction() || target.takesFunctions()) {
          target.write(line.group(), text);
        }
      }
    } catch (IOException | RuntimeException e) {
      drop("a line of the log group '" + line.group() + "' cannot be written", e);
    }
  }

  private void flushTargets() {
    for (LogTarget target : targets) {
      try {
        target.flush();
      } catch (IOException | RuntimeException e) {
        drop("lines cannot be written", e);
      }
    }
  }

  private void closeTargets() {
    for (LogTarget target : targets) {
      try {
        target.close();
      } catch (IOException | RuntimeException e) {
        drop("the last lines cannot be written", e);
      }
    }
  }

  private void drop(String why, @Nullable Exception cause) {
    dropped.incrementAndGet();
    if (warned.compareAndSet(false, true)) {
      LOG.warn("The log loses lines: {}. This is said once.", why, cause);
    }
  }
}
