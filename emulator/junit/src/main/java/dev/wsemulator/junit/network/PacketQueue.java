package dev.wsemulator.junit.network;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** One direction of a network: what is on its way, in order. Thread-safe. */
final class PacketQueue {
  /** The end of what is sent. */
  static final byte[] END = {};

  /** What a packet carries, so that a narrow network does not work in leaps. */
  private static final int PACKET = 1400;

  private static final double NANOS = 1e9;

  /** Guarded by {@code this}, as all that follows. */
  private final Deque<Packet> packets = new ArrayDeque<>();

  private long latency;
  private int bytesPerSecond;
  private boolean lost;
  private boolean closed;

  /** When the last packet had passed. */
  private long free = TimeSource.system().nanos();

  /**
   * What is on its way.
   *
   * @param bytes what it carries
   * @param sent when it was sent
   */
  private record Packet(byte[] bytes, long sent) {}

  synchronized void latency(Duration oneWay) {
    latency = oneWay.toNanos();
    notifyAll();
  }

  synchronized void bandwidth(int most) {
    bytesPerSecond = most;
    notifyAll();
  }

  synchronized void lost(boolean now) {
    lost = now;
    notifyAll();
  }

  synchronized boolean isEmpty() {
    return packets.isEmpty();
  }

  /** Ends it: nothing on its way arrives. */
  synchronized void close() {
    closed = true;
    packets.clear();
    notifyAll();
  }

  /** Waits while nothing passes. */
  synchronized void awaitBack() throws InterruptedException {
    while (lost && !closed) {
      wait();
    }
  }

  /** Sends bytes. */
  synchronized void send(byte[] bytes, int offset, int length) {
    long now = TimeSource.system().nanos();
    for (int begin = offset; begin < offset + length; begin += PACKET) {
      int end = Math.min(begin + PACKET, offset + length);
      packets.add(new Packet(Arrays.copyOfRange(bytes, begin, end), now));
    }
    notifyAll();
  }

  /** Says that nothing follows. */
  synchronized void end() {
    packets.add(new Packet(END, TimeSource.system().nanos()));
    notifyAll();
  }

  /** Waits for the next packet to arrive, and takes it; {@link #END} if none follows. */
  synchronized byte[] take() throws InterruptedException {
    while (!closed) {
      Packet first = packets.peek();
      if (lost || first == null) {
        wait();
        continue;
      }
      long arrives = arrival(first);
      long left = arrives - TimeSource.system().nanos();
      if (left <= 0) {
        packets.poll();
        free = arrives;
        return first.bytes();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return END;
  }

  private long arrival(Packet packet) {
    long begins = packet.sent() + latency;
    if (bytesPerSecond == 0) {
      return begins;
    }
    long takes = (long) (packet.bytes().length * NANOS / bytesPerSecond);
    return (begins - free > 0 ? begins : free) + takes;
  }
}
