package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.stack.BackEndContext.EventFilter;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events of sources, with the faults of {@link FaultPoint#BATCH}, {@link FaultPoint#EVENT} and
 * {@link FaultPoint#SCHEDULE}. Delayed events that are left at its end never happen. Thread-safe.
 */
public final class FaultyEvents implements EventFilter, AutoCloseable {
  private final ActiveFaults faults;
  private final Journal journal;
  private final TimeSource time;

  /** The events that are late; guarded by {@code this}. */
  private final Set<Late> late = new HashSet<>();

  private boolean isClosed; // guarded by this

  /**
   * Creates it.
   *
   * @param faults the rules
   * @param journal where lost events are recorded
   * @param time the clock
   */
  public FaultyEvents(ActiveFaults faults, Journal journal, TimeSource time) {
    this.faults = faults;
    this.journal = journal;
    this.time = time;
  }

  @Override
  public void send(FaultPoint point, String sourceArn, String targetArn, Runnable event) {
    TriggeredFault triggered =
        faults.none()
            ? null
            : faults.next(point, occasion(sourceArn).withFunction(function(targetArn)));
    if (triggered == null) {
      event.run();
    } else {
      triggered.strike(new Target(sourceArn, targetArn, event));
    }
  }

  @Override
  public boolean strike(String sourceArn, String functionName, FaultTarget batch) {
    if (faults.none()) {
      return false;
    }
    String function = functionName.replaceFirst(":.*", "");
    TriggeredFault triggered =
        faults.next(FaultPoint.BATCH, occasion(sourceArn).withFunction(function));
    if (triggered != null) {
      triggered.strike(batch);
    }
    return triggered != null;
  }

  private static Matcher occasion(String sourceArn) {
    String[] parts = sourceArn.split(":", 4);
    return Matcher.ALL.withSource(sourceArn).withService(parts.length > 2 ? parts[2] : null);
  }

  private static @Nullable String function(String targetArn) {
    return targetArn.matches("arn:[^:]*:lambda:.*") ? SourceEntry.nameOf(targetArn) : null;
  }

  /** An event on its way. */
  private final class Target implements FaultTarget {
    private final String sourceArn;
    private final String targetArn;
    private final Runnable event;

    Target(String sourceArn, String targetArn, Runnable event) {
      this.sourceArn = sourceArn;
      this.targetArn = targetArn;
      this.event = event;
    }

    @Override
    public void pass() {
      event.run();
    }

    @Override
    public void delay(Duration by, Runnable then) {
      hold(by, then);
    }

    @Override
    public void lose() {
      journal.add(new SourceEntry.EventsDropped(time.now(), sourceArn, targetArn, 1, lost()));
    }
  }

  private static Reason lost() {
    return Reason.of("event-lost", "A fault has lost the event.")
        .advice("End the fault's rule if the event should arrive.");
  }

  private static final class Late {
    private TimeSource.@Nullable Timer timer;
  }

  private synchronized void hold(Duration by, Runnable event) {
    if (isClosed) {
      return;
    }
    Late one = new Late();
    late.add(one);
    one.timer = time.after(by, () -> release(one, event));
  }

  private void release(Late one, Runnable event) {
    synchronized (this) {
      if (!late.remove(one)) {
        return;
      }
    }
    event.run();
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    for (Late one : late) {
      if (one.timer != null) {
        one.timer.cancel();
      }
    }
    late.clear();
  }
}
