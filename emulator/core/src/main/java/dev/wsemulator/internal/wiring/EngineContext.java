package dev.wsemulator.internal.wiring;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A back end's view of a running engine. */
record EngineContext(
    Stack stack,
    FunctionInvoker functions,
    TimeSource clock,
    Journal journal,
    CallFilter calls,
    EventFilter events,
    List<AccessKey> ownerKeys,
    Optional<Path> state)
    implements BackEndContext {}
