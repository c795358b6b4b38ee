package dev.wsemulator.internal.logging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Keeps lines, and can be told to hang or to fail. */
final class HeldTarget implements LogTarget {
  final List<String> lines = new CopyOnWriteArrayList<>();
  final CountDownLatch reached = new CountDownLatch(1);
  final CountDownLatch released = new CountDownLatch(1);
  volatile boolean hangs;
  volatile boolean fails;
  volatile boolean closed;

  @Override
  public void write(String group, String line) throws IOException {
    reached.countDown();
    if (hangs) {
      await();
    }
    if (fails) {
      throw new IOException("The disk is full.");
    }
    lines.add(group + "|" + line);
  }

  private void await() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    closed = true;
  }
}
