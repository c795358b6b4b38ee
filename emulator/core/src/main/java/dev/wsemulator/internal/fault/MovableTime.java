package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.internal.loader.ContextLoader;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The emulator's clock, which faults can set wrong. Thread-safe. */
public final class MovableTime implements TimeSource, FaultTarget {
  private final TimeSource source;
  private final Journal journal;
  private volatile Duration offset = Duration.ZERO;
  private volatile FaultObserver observer = FaultObserver.NONE;

  /** Creates a clock that goes by another one. */
  public MovableTime(TimeSource source, Journal journal) {
    this.source = source;
    this.journal = journal;
  }

  /** Sets who learns when the clock is advanced from now on. */
  public void observe(FaultObserver newObserver) {
    observer = newObserver;
  }

  @Override
  public Instant now() {
    Duration wrong = offset;
    return wrong.isZero() ? source.now() : source.now().plus(wrong);
  }

  @Override
  public long nanos() {
    return source.nanos();
  }

  @Override
  public Instant showedAt(Instant machineTime) {
    return source.showedAt(machineTime).plus(offset);
  }

  /** Another class loader may drive the clock. */
  private static Runnable inside(Runnable task) {
    return ContextLoader.with(MovableTime.class.getClassLoader(), task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    return source.after(delay, inside(task));
  }

  @Override
  public Timer beforeAdvance(Runnable task) {
    return source.beforeAdvance(inside(task));
  }

  @Override
  public Timer betweenSteps(Runnable task) {
    return source.betweenSteps(inside(task));
  }

  @Override
  public boolean canAdvance() {
    return source.canAdvance();
  }

  @Override
  public void advance(Duration duration) {
    observer.advanced(duration);
    journal.add(new JournalEntry.ClockMoved(now(), duration));
    source.advance(duration);
  }

  /** Sets the clock forward or back; what is measured and what waits is not touched. */
  @Override
  public synchronized void moveClock(Duration by) {
    journal.add(new JournalEntry.ClockMoved(now(), by));
    offset = offset.plus(by);
  }
}
