package dev.wsemulator.internal.function.elsewhere;

import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.lambda.FunctionDefinition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Invokes functions that run elsewhere. Thread-safe. */
@FunctionalInterface
public interface RemoteFunctions {

  /** For a runtime whose functions all run here. */
  RemoteFunctions NONE =
      (function, event, requestId, qualifier) ->
          CompletableFuture.completedFuture(
              new RemoteOutcome(
                  new InvocationResult.Rejected(0, "Nothing here invokes functions elsewhere."),
                  List.of()));

  /**
   * The result of an invocation.
   *
   * @param result how it ended
   * @param log the function's output, if the endpoint returns it
   */
  record RemoteOutcome(InvocationResult result, List<String> log) {}

  /**
   * Begins to invoke a function whose code is {@link FunctionDefinition.Remote}; cancelling ends
   * the call.
   *
   * @param event the event, as JSON
   * @param requestId the invocation's id here
   * @param qualifier the alias or version, or {@code null}
   */
  CompletableFuture<RemoteOutcome> invoke(
      FunctionDefinition function, byte[] event, String requestId, @Nullable String qualifier);
}
