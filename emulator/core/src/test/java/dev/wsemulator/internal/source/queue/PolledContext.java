package dev.wsemulator.internal.source.queue;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;

/** What pollers are given where there is no emulator. */
record PolledContext(
    FunctionInvoker functions, TimeSource clock, Journal journal, EventFilter events)
    implements BackEndContext {

  @Override
  public Stack stack() {
    return Stack.builder().build();
  }
}
