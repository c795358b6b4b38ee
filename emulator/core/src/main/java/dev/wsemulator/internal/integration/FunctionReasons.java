package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.code.HandlerCheck;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.HandlerError;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The reasons for failed invocations, for the function's author. */
public final class FunctionReasons {
  private static final String UNUSABLE = ": handler ";

  private FunctionReasons() {}

  /**
   * Returns why an invocation has failed.
   *
   * @param result how it has ended; not a success
   */
  public static Reason of(DeployedFunction function, InvocationResult result) {
    return result.accept(new Failures(function.definition()));
  }

  /** The reasons by the outcome of an invocation. */
  private record Failures(FunctionDefinition definition)
      implements InvocationResult.Visitor<Reason> {
    @Override
    public Reason success(InvocationResult.Success result) {
      throw new IllegalArgumentException("The function has not failed.");
    }

    @Override
    public Reason failed(InvocationResult.Failed result) {
      String name = definition.name();
      HandlerError error = result.error();
      return String.valueOf(error.errorMessage()).startsWith("Function " + name + UNUSABLE)
          ? notLoaded(definition, error)
          : FunctionReasons.failed(name, error);
    }

    @Override
    public Reason timedOut(InvocationResult.TimedOut result) {
      return Reason.of(
              "function-timed-out",
              "The function %s did not end in time.".formatted(definition.name()))
          .expected("It has %d ms.".formatted(result.limit().toMillis()))
          .found(result.message() + ".")
          .advice("Make it faster, or raise its Timeout. --debug turns timeouts off.");
    }

    @Override
    public Reason throttled(InvocationResult.Throttled result) {
      return Reason.of(
              "function-throttled",
              "The function %s has reached its concurrency limit.".formatted(definition.name()))
          .found(
              definition.reservedConcurrency().isPresent()
                  ? "Its reserved concurrency is %d."
                      .formatted(definition.reservedConcurrency().getAsInt())
                  : "The account has reached its concurrency limit, or a fault throttles the function.")
          .advice("Wait for an invocation to end, or raise the concurrency.");
    }

    @Override
    public Reason rejected(InvocationResult.Rejected result) {
      return Reason.of(
              "function-rejected", "The function %s was not run.".formatted(definition.name()))
          .found(
              result.status() == 0
                  ? result.message()
                  : "Lambda answered %d: %s".formatted(result.status(), result.message()))
          .advice("Check the endpoint of the function.");
    }
  }

  private static Reason failed(String name, HandlerError error) {
    return Reason.of(
            "function-failed",
            "The function %s ended with an error: %s.".formatted(name, error.errorType()))
        .found(Reason.quoted(String.valueOf(error.errorMessage())) + ".")
        .advice("See its log: websocket-api-emulator logs %s".formatted(name));
  }

  private static Reason notLoaded(FunctionDefinition definition, HandlerError error) {
    return Reason.of(
            "handler-not-loaded",
            "The handler of the function %s cannot be loaded.".formatted(definition.name()))
        .found(String.valueOf(error.errorMessage()))
        .advice("Correct the handler, or build the code." + near(definition));
  }

  /** Looks into the files only now that the handler is known to be wrong. */
  private static String near(FunctionDefinition definition) {
    if (definition.code() instanceof FunctionDefinition.Files files) {
      try (HandlerCheck check = new HandlerCheck(files.classPath())) {
        Optional<HandlerCheck.Problem> problem = check.problem(files.handler());
        return problem.map(HandlerCheck.Problem::hint).orElse("");
      } catch (UncheckedIOException e) {
        return ""; // the error describes the problem of the files
      }
    }
    return "";
  }
}
