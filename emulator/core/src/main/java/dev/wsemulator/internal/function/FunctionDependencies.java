package dev.wsemulator.internal.function;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.internal.fault.InvocationFaults;
import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.function.elsewhere.RemoteFunctions;
import dev.wsemulator.lambda.LogLine;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
 * @param messenger sends to the destinations of asynchronous invocations
 */
public record FunctionDependencies(
    InvocationFaults faults,
    RemoteFunctions remote,
    @Nullable BiConsumer<String, Batch<LogLine>> logs,
    Egress egress,
    Messenger messenger) {

  /** Nothing is. */
  public static final FunctionDependencies NONE =
      new FunctionDependencies(
          InvocationFaults.NONE,
          RemoteFunctions.NONE,
          null,
          Egress.NONE,
          (target, message, attributes) ->
              CompletableFuture.failedFuture(
                  new UnsupportedOperationException(
                      "There is no back end that has %s.".formatted(target))));

  /** Sends messages to queues, topics and event buses. Thread-safe. */
  @FunctionalInterface
  public interface Messenger {
    /**
     * Sends a message, and does not wait.
     *
     * @param attributes its attributes, a {@code String} or a {@code Number} each
     * @return completes when the target has it; exceptionally with the reason if it has not
     */
    CompletionStage<Void> send(String targetArn, byte[] message, Map<String, Object> attributes);
  }
}
