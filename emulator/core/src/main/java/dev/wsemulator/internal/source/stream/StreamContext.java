package dev.wsemulator.internal.source.stream;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.time.TimeSource;

/**
 * What pollers use of the emulator.
 *
 * @param functions invokes the functions
 * @param time the clock
 * @param journal where batches are recorded
 * @param destination where word of abandoned records goes
 */
public record StreamContext(
    FunctionInvoker functions, TimeSource time, Journal journal, FailureDestination destination) {}
