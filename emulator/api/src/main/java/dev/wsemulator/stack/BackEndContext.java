package dev.wsemulator.stack;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The parts of the emulator that a {@link BackEnd} gets at its start. A test of a back end may
 * implement it; what it leaves out is as without an emulator. Thread-safe.
 */
public interface BackEndContext {

  /** Returns what to provision, such as tables and buckets, and the functions that sign calls. */
  Stack stack();

  /** Returns what invokes functions, for events of the services. */
  FunctionInvoker functions();

  /**
   * Returns the emulator's clock, which may be virtual. Services inside the emulator's process use
   * it where time matters, as with items that expire.
   */
  default TimeSource clock() {
    return TimeSource.system();
  }

  /** Returns the emulator's journal. */
  default Journal journal() {
    return new Journal();
  }

  /**
   * Returns what decides about every call of a service, such as injected faults. Services outside
   * the emulator's process cannot ask it.
   */
  default CallFilter calls() {
    return CallFilter.NONE;
  }

  /**
   * Returns what decides about events that sources send, such as injected faults. Only sources
   * whose events pass through the emulator's process can ask it.
   */
  default EventFilter events() {
    return EventFilter.NONE;
  }

  /**
   * Returns the access keys of the account's owner. Services that check keys accept these and those
   * of the stack's functions.
   */
  default List<AccessKey> ownerKeys() {
    return List.of(AccessKey.OWNER);
  }

  /**
   * Returns the folder where the services keep what survives the emulator, in files that begin with
   * a name of their own; empty to keep nothing. No other emulator uses it at the same time.
   */
  default Optional<Path> state() {
    return Optional.empty();
  }

  /** Decides whether a call of a service proceeds. Thread-safe. */
  @FunctionalInterface
  interface CallFilter {
    /** Lets every call proceed at once. */
    CallFilter NONE = BackEndCall::proceed;

    /** Decides about one call. */
    void filter(BackEndCall call);

    /**
     * Returns how far back reads may have to look, as {@link BackEndCall#readPast} tells them; zero
     * if not at all, so that writes need not be remembered.
     */
    default Duration past() {
      return Duration.ZERO;
    }
  }

  /** Decides about the events that sources send. Thread-safe. */
  interface EventFilter {
    /** Lets everything happen at once. */
    EventFilter NONE =
        new EventFilter() {
          @Override
          public void send(FaultPoint point, String sourceArn, String targetArn, Runnable event) {
            event.run();
          }

          @Override
          public boolean strike(String sourceArn, String functionName, FaultTarget batch) {
            return false;
          }
        };

    /**
     * Sends an event: at once, later, several times or not at all.
     *
     * @param point {@link FaultPoint#EVENT} or {@link FaultPoint#SCHEDULE}
     * @param sourceArn the bucket, the topic, the rule or the schedule
     * @param targetArn where it goes
     * @param event sends it once; on the thread of the caller of this method, or on the clock's
     */
    void send(FaultPoint point, String sourceArn, String targetArn, Runnable event);

    /**
     * Lets a fault strike a batch, if one does.
     *
     * @param sourceArn the queue or the stream
     * @param functionName the function, maybe with an alias or a version behind a colon
     * @param batch what is struck
     * @return whether one did
     */
    boolean strike(String sourceArn, String functionName, FaultTarget batch);
  }
}
