package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.FunctionDirectory;
import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function that an integration or an authorizer names, looked up when its stage was deployed.
 *
 * @param name its name
 * @param qualifier the alias or version that it is called by, or {@code null}
 * @param directory all functions
 * @param found the function; {@code null} if it does not exist
 * @param allowance whether it may be invoked
 */
public record CalledFunction(
    String name,
    @Nullable String qualifier,
    FunctionDirectory directory,
    @Nullable DeployedFunction found,
    Allowance allowance) {
  private static final String ARN = "^arn:[^:]+:lambda:[^:]+:\\d+:function:";

  /**
   * Decides whether a function may be invoked.
   *
   * @param permissions says so
   * @param invoker what invokes it
   */
  record Allowance(InvokePermissions permissions, InvokePermissions.Invoker invoker) {}

  /**
   * Looks a function up by its name or its ARN, behind which an alias or a version may stand
   * (LP-09).
   */
  static CalledFunction of(String given, FunctionDirectory directory, Allowance allowance) {
    String name = given.replaceFirst(ARN, "");
    int colon = name.indexOf(':');
    String own = colon < 0 ? name : name.substring(0, colon);
    String qualifier = colon < 0 ? null : name.substring(colon + 1);
    return new CalledFunction(
        own, qualifier, directory, directory.find(own).orElse(null), allowance);
  }

  /**
   * Returns the function to call, or {@code null} if the function, alias or version does not exist.
   */
  public @Nullable DeployedFunction deployed() {
    return found == null || found.version(qualifier).isEmpty() ? null : found;
  }

  /**
   * Invokes the function, if there is one and API Gateway may invoke it; else returns the outcome
   * of a call that was refused.
   */
  CompletableFuture<Outcome> invokable(
      Function<DeployedFunction, CompletableFuture<Outcome>> invocation) {
    DeployedFunction function = deployed();
    Optional<Reason> refusal = function == null ? Optional.of(missing()) : refusal(function);
    return function == null || refusal.isPresent()
        ? CompletableFuture.completedFuture(FunctionOutcomes.refused(refusal.orElseThrow()))
        : invocation.apply(function);
  }

  /** Invokes the function with an event, and logs it. */
  CompletableFuture<InvocationResult> invoke(
      DeployedFunction function, IntegrationRequest request, byte[] event, TimeSource time) {
    InvokeLog log = InvokeLog.sent(request, arn(function), event, time);
    return function
        .invoke(new InvocationRequest(event, request.origin(), request.invocationId(), qualifier))
        .thenApply(
            result -> {
              log.answered(result);
              return result;
            });
  }

  /** Returns the ARN that a function is called by. */
  String arn(DeployedFunction function) {
    return qualifier == null ? function.arn() : function.arn() + ":" + qualifier;
  }

  /** Returns why API Gateway may not invoke the function; empty if it may. */
  public Optional<Reason> refusal(DeployedFunction function) {
    String called = qualifier == null ? name : name + ":" + qualifier;
    return allowance
        .permissions()
        .refusal(new InvokePermissions.Call(called, arn(function), allowance.invoker()));
  }

  /** Returns why nothing can be called. */
  public Reason missing() {
    return found == null ? noFunction() : noQualifier(found);
  }

  private Reason noFunction() {
    List<String> known = directory.names();
    return Reason.of("no-function", "There is no function named \"%s\".".formatted(name))
        .found(
            known.isEmpty()
                ? "There are no functions."
                : "The functions are: %s.".formatted(String.join(", ", known)))
        .advice("Correct the name, or define the function." + Spelling.hint(name, known));
  }

  private Reason noQualifier(DeployedFunction function) {
    List<String> known = List.copyOf(function.qualifiers().keySet());
    return Reason.of(
            "no-alias",
            "The function %s has no alias or version \"%s\".".formatted(name, qualifier))
        .found(
            known.isEmpty()
                ? "It has no aliases and no versions."
                : "It has: %s.".formatted(String.join(", ", known)))
        .advice(
            "Correct the alias, define it, or use the function's name alone."
                + Spelling.hint(String.valueOf(qualifier), known));
  }
}
