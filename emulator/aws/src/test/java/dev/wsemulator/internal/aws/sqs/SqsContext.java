package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.util.concurrent.CompletableFuture;

/** What the services are given where there is no emulator. */
record SqsContext(Stack stack, FunctionInvoker functions, TimeSource clock, Journal journal)
    implements BackEndContext {

  /** Returns a context without functions, at a time that stands still. */
  static SqsContext of(Stack stack) {
    FunctionInvoker none =
        (name, event) ->
            CompletableFuture.completedFuture(
                new InvocationOutcome(InvocationOutcome.Condition.SUCCESS, 1, ""));
    return new SqsContext(stack, none, new VirtualTime(), new Journal());
  }

  VirtualTime time() {
    return (VirtualTime) clock;
  }
}
