package dev.wsemulator.internal.source.stream;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.BackEndContext.EventFilter;
import dev.wsemulator.time.TimeSource;

/**
 * What pollers use of the emulator.
 *
 * @param functions invokes the functions
 * @param time the clock
 * @param journal where batches are recorded
 * @param events decides about batches
 * @param destination where word of abandoned records goes
 */
public record StreamContext(
    FunctionInvoker functions,
    TimeSource time,
    Journal journal,
    EventFilter events,
    FailureDestination destination) {

  /** Returns what a back end's context has for them. */
  public static StreamContext of(BackEndContext context, FailureDestination destination) {
    return new StreamContext(
        context.functions(), context.clock(), context.journal(), context.events(), destination);
  }
}
