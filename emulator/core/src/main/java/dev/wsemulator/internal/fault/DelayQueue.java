package dev.wsemulator.internal.fault;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection, in which messages can be delayed. A delayed item delays all that
 * follow, as with TCP; only what is overtaken lets the next one pass. Thread-safe.
 *
 * @param <T> what goes this way
 */
final class DelayQueue<T> {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final TimeSource time;
  private final Consumer<T> out;
  private final ToIntFunction<T> size;

  /** Guarded by {@code this}. */
  private final Deque<Held<T>> queue = new ArrayDeque<>();

  /** Guarded by {@code this}: what the next one overtakes. */
  private @Nullable T overtaken;

  /** Guarded by {@code this}: how many bytes pass in a second; negative if all do. */
  private int bytesPerSecond = -1;

  /** Guarded by {@code this}: what all that waits has of bytes. */
  private int waiting;

  /** Guarded by {@code this}: whether a timer leads to the first that waits. */
  private boolean driven;

  /**
   * What waits.
   *
   * @param thing it
   * @param behind what it has overtaken, if anything
   * @param due when it may go, in the clock's nanoseconds
   * @param takes how many nanoseconds it takes to go once it is the first
   * @param way where it goes
   */
  private record Held<T>(T thing, @Nullable T behind, long due, long takes, Consumer<T> way) {}

  /** Creates a lane to somewhere. */
  DelayQueue(TimeSource time, Consumer<T> out, ToIntFunction<T> size) {
    this.time = time;
    this.out = out;
    this.size = size;
  }

  /** Lets it pass behind all that waits. */
  synchronized void pass(T thing) {
    T behind = takeOvertaken();
    if (queue.isEmpty() && bytesPerSecond < 0) {
      release(thing, behind, out);
    } else {
      hold(thing, behind, Duration.ZERO, out);
    }
  }

  /** Lets it go its own way so much later than now, or when all that waits has passed. */
  synchronized void delay(T thing, Duration by, Consumer<T> way) {
    hold(thing, takeOvertaken(), by, way);
  }

  /** Lets the next one pass first, unless this is the next one of another. */
  synchronized void overtake(T thing) {
    if (overtaken == null) {
      overtaken = thing;
    } else {
      pass(thing);
    }
  }

  private @Nullable T takeOvertaken() {
    T taken = overtaken;
    overtaken = null;
    return taken;
  }

  /** Lets no more than so many bytes pass in a second from now on. */
  synchronized void slow(int most) {
    bytesPerSecond = most;
  }

  /** Returns how many bytes wait. */
  synchronized int waiting() {
    return waiting;
  }

  private void hold(T thing, @Nullable T behind, Duration by, Consumer<T> way) {
    long takes = bytesPerSecond <= 0 ? 0 : size.applyAsInt(thing) * SECOND / bytesPerSecond;
    Held<T> held = new Held<>(thing, behind, time.nanos() + by.toNanos(), takes, way);
    queue.add(held);
    waiting += size(held);
    drive();
  }

  private int size(Held<T> held) {
    T behind = held.behind();
    return size.applyAsInt(held.thing()) + (behind == null ? 0 : size.applyAsInt(behind));
  }

  private void drive() {
    Held<T> first = queue.peek();
    if (!driven && first != null && bytesPerSecond != 0) {
      driven = true;
      long wait = Math.max(first.due() - time.nanos(), first.takes());
      time.after(Duration.ofNanos(Math.max(wait, 0)), this::first);
    }
  }

  private synchronized void first() {
    driven = false;
    Held<T> first = queue.poll();
    if (first != null) {
      waiting -= size(first);
      release(first.thing(), first.behind(), first.way());
      drive();
    }
  }

  private void release(T thing, @Nullable T behind, Consumer<T> way) {
    way.accept(thing);
    if (behind != null) {
      out.accept(behind);
    }
  }
}
