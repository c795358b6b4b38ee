package dev.wsemulator.internal.function;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.fault.InvocationFaults;
import dev.wsemulator.internal.fault.TriggeredFault;
import dev.wsemulator.internal.function.environment.FunctionHost;
import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.Throttled;
import dev.wsemulator.internal.function.invocation.RuntimeErrors;
import dev.wsemulator.internal.function.process.ProcessHost;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.lambda.FunctionDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** A function that can be invoked. Thread-safe. */
public final class DeployedFunction {
  private final FunctionParts parts;
  private final InvocationCount count;
  private final InvocationStarts starts;
  private final InvocationEnds ends;

  /** What has taken its place. */
  private volatile @Nullable DeployedFunction successor;

  DeployedFunction(FunctionParts parts) {
    this.parts = parts;
    this.count =
        new InvocationCount(parts.definition().reservedConcurrency().orElse(Integer.MAX_VALUE));
    this.starts = new InvocationStarts(parts);
    this.ends = new InvocationEnds(parts, count);
  }

  /** Returns what was deployed. */
  public FunctionDefinition definition() {
    return parts.definition();
  }

  /** Returns the function's ARN, without a version. */
  public String arn() {
    return parts.arn();
  }

  /** Replaces the aliases and versions that calls have made; those of its definition stay. */
  public void qualify(Map<String, String> qualifiers) {
    parts.qualifiers().add(qualifiers);
  }

  /** Returns its aliases and the numbers of its versions, to the version that is meant. */
  public Map<String, String> qualifiers() {
    return parts.qualifiers().all();
  }

  /** Returns the version that a qualifier means, or empty. What runs elsewhere knows its own. */
  public Optional<String> version(@Nullable String qualifier) {
    return parts.version(qualifier);
  }

  /**
   * Starts the function. The future is completed by one of the function's threads, never
   * exceptionally.
   */
  public CompletableFuture<InvocationResult> invoke(InvocationRequest request) {
    DeployedFunction next = successor;
    if (next != null) {
      return next.invoke(request);
    }
    int longest = parts.runtime().services().settings().payloadBytes();
    if (request.event().length > longest) {
      return refuse(request.origin(), new Failed(RuntimeErrors.requestTooLarge(longest)));
    }
    int running = count.begin();
    TriggeredFault triggered =
        parts
            .runtime()
            .faults()
            .next(
                FaultPoint.INVOCATION,
                new InvocationFaults.Occasion(
                    parts.name(),
                    request.origin(),
                    () -> parts.aliases(request.qualifier()),
                    running));
    return triggered == null
        ? run(request, running, starts::begin)
        : runStruck(request, running, triggered);
  }

  /** Invokes the function with an event, without a known origin. */
  public CompletableFuture<InvocationResult> invoke(byte[] event) {
    return invoke(new InvocationRequest(event, Origin.NONE, null, null));
  }

  private CompletableFuture<InvocationResult> runStruck(
      InvocationRequest request, int running, TriggeredFault triggered) {
    InvocationTarget target = new InvocationTarget(starts, triggered.faults());
    if (target.isThrottled()) {
      triggered.run(() -> {});
      count.end();
      return refuse(request.origin(), new Throttled());
    }
    Consumer<TrackedInvocation> begin = target.isUnchanged() ? starts::begin : target::begin;
    return run(
        request,
        running,
        invocation ->
            triggered.run(
                () -> {
                  begin.accept(invocation);
                  if (target.isRepeated()) {
                    run(request, count.begin(), begin);
                  }
                }));
  }

  /**
   * Runs an invocation that is counted already.
   *
   * @param running how many run with it
   */
  private CompletableFuture<InvocationResult> run(
      InvocationRequest request, int running, Consumer<TrackedInvocation> begin) {
    if (!count.admits(running)) {
      count.end();
      return refuse(request.origin(), new Throttled());
    }
    if (count.isRetired()) { // it was replaced or removed at this moment
      count.end();
      DeployedFunction next = successor;
      return next == null
          ? refuse(request.origin(), new Failed(RuntimeErrors.removed(parts.name())))
          : next.invoke(request);
    }
    TrackedInvocation invocation = new TrackedInvocation(parts, request, ends);
    parts
        .runtime()
        .deadlines()
        .watch(invocation); // before anybody can read of it and advance the clock
    begin.accept(invocation);
    return invocation.result();
  }

  private CompletableFuture<InvocationResult> refuse(Origin origin, InvocationResult result) {
    parts.log().warn("Function {} was not run: {}.", parts.name(), InvocationJournal.words(result));
    parts.journal().refused(origin, result);
    return CompletableFuture.completedFuture(result);
  }

  /** Lets invocations that begin from now on run the code as it is on the disk. */
  void renew() {
    parts.host().renew();
  }

  /** Lets no invocation begin any more; the task is run once when all have ended. */
  void retire(@Nullable DeployedFunction next, Runnable whenUnused) {
    successor = next;
    count.retire(
        () -> {
          parts.host().retire();
          whenUnused.run();
        });
  }

  /** Prepares the function in the background; the first invocation reports errors. */
  public void preload() {
    try {
      parts.host().preload();
    } catch (RejectedExecutionException e) {
      parts
          .log()
          .debug("Function {} is not loaded ahead: the emulator is closed.", parts.name(), e);
    }
  }

  /** Returns whether it runs in processes of its own. */
  public boolean hasProcesses() {
    return parts.host() instanceof ProcessHost;
  }

  FunctionHost host() {
    return parts.host();
  }

  Logger log() {
    return parts.log();
  }
}
