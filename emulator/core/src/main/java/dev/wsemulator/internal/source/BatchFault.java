package dev.wsemulator.internal.source;

import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.journal.Reason;
import java.time.Duration;

/** What an injected fault does to a batch. Used by one thread at a time. */
public final class BatchFault implements FaultTarget {
  private final Holder holder;
  private boolean isHeld;
  private boolean fails;
  private boolean poisons;
  private int deliveries;

  /** Keeps a batch back. */
  @FunctionalInterface
  public interface Holder {
    /** Sends the batch later; returns whether it is late at all. */
    boolean hold(Duration by);
  }

  /** Creates a batch that no fault has struck yet. */
  public BatchFault(Holder holder) {
    this.holder = holder;
  }

  @Override
  public void delay(Duration by) {
    isHeld = holder.hold(by);
  }

  @Override
  public void error() {
    fails = true;
  }

  @Override
  public void poison() {
    poisons = true;
  }

  @Override
  public void pass() {
    deliveries++;
  }

  /** Returns whether it is sent later. */
  public boolean isHeld() {
    return isHeld;
  }

  /** Returns whether it fails, as if the function had thrown. */
  public boolean fails() {
    return fails;
  }

  /** Returns whether its first item fails from now on. */
  public boolean poisons() {
    return poisons;
  }

  /** Returns whether it comes again when it is done. */
  public boolean comesAgain() {
    return deliveries > 1;
  }

  /** Returns why a batch with a poisoned item fails. */
  public static Reason poisoned(String id) {
    return Reason.of("item-poisoned", "A fault has poisoned an item of the batch.")
        .found("The item " + id + " fails whenever it comes.")
        .advice(
            "ReportBatchItemFailures keeps it from failing others; a maximum of retries or a dead-letter queue ends it.");
  }
}
