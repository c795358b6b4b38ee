package dev.wsemulator.internal.function;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.internal.fault.InvocationFaults;
import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.function.elsewhere.RemoteFunctions;
import dev.wsemulator.lambda.LogLine;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The dependencies of functions.
 *
 * @param faults what goes wrong with invocations
 * @param remote invokes functions that run elsewhere
 * @param logs is handed every line of a function's log, with the name of the log group; {@code
 *     null} for nothing
 * @param egress decides where calls of functions go
 */
public record FunctionDependencies(
    InvocationFaults faults,
    RemoteFunctions remote,
    @Nullable BiConsumer<String, Batch<LogLine>> logs,
    Egress egress) {

  /** Nothing is. */
  public static final FunctionDependencies NONE =
      new FunctionDependencies(InvocationFaults.NONE, RemoteFunctions.NONE, null, Egress.NONE);
}
