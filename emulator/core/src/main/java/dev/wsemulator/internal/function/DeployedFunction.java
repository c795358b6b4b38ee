package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.environment.FunctionHost;
import dev.wsemulator.internal.function.environment.FunctionRuntimeConfig;
import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.Success;
import dev.wsemulator.internal.function.invocation.InvocationResult.Throttled;
import dev.wsemulator.internal.function.invocation.RuntimeErrors;
import dev.wsemulator.internal.function.log.FunctionConsole;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.lambda.FunctionDefinition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A function that can be invoked. Thread-safe. */
public final class DeployedFunction {
  private final FunctionDefinition definition;
  private final RuntimeParts parts;
  private final FunctionHost host;
  private final InvocationCount count;
  private final InvocationStarts starts;
  private final InvocationJournal journal;
  private final Qualifiers qualifiers;
  private final String arn;
  private final Logger log;

  /** What has taken its place. */
  private volatile @Nullable DeployedFunction successor;

  /**
   * @throws IllegalArgumentException if a class path entry does not exist, or an object is not a
   *     handler
   */
  DeployedFunction(FunctionDefinition definition, RuntimeParts parts) {
    this.definition = definition;
    this.parts = parts;
    FunctionRuntimeConfig settings = parts.services().settings();
    this.arn =
        "arn:aws:lambda:%s:%s:function:%s"
            .formatted(settings.region(), settings.accountId(), definition.name());
    this.log = LoggerFactory.getLogger("function." + definition.name());
    this.qualifiers = new Qualifiers(definition.qualifiers());
    this.count = new InvocationCount(definition.reservedConcurrency().orElse(Integer.MAX_VALUE));
    this.host = parts.host(definition, log);
    this.journal = new InvocationJournal(definition.name(), parts.time(), parts.journal());
    this.starts = new InvocationStarts(host.environments(), parts);
  }

  /** Returns what was deployed. */
  public FunctionDefinition definition() {
    return definition;
  }

  /** Returns the function's ARN, without a version. */
  public String arn() {
    return arn;
  }

  /** Replaces the aliases and versions that calls have made; those of its definition stay. */
  public void qualify(Map<String, String> qualifiers) {
    this.qualifiers.add(qualifiers);
  }

  /** Returns its aliases and the numbers of its versions, to the version that is meant. */
  public Map<String, String> qualifiers() {
    return qualifiers.all();
  }

  /** Returns the version that a qualifier means, or empty. What runs elsewhere knows its own. */
  public Optional<String> version(@Nullable String qualifier) {
    Optional<String> version = qualifiers.version(qualifier);
    boolean isElsewhere = definition.code() instanceof FunctionDefinition.Remote;
    return version.isEmpty() && isElsewhere ? Optional.of(FunctionDefinition.LATEST) : version;
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
    int longest = parts.services().settings().payloadBytes();
    if (request.event().length > longest) {
      return refuse(request.origin(), new Failed(RuntimeErrors.requestTooLarge(longest)));
    }
    TriggeredFault triggered = parts.faults().before(definition.name(), request.origin());
    return triggered == null ? run(request, starts::begin) : runStruck(request, triggered);
  }

  /** Starts the function with an event, for nobody who is known. */
  public CompletableFuture<InvocationResult> invoke(byte[] event) {
    return invoke(new InvocationRequest(event, Origin.NONE, null, null));
  }

  private CompletableFuture<InvocationResult> runStruck(
      InvocationRequest request, TriggeredFault triggered) {
    InvocationTarget target = new InvocationTarget(starts, triggered.fault());
    if (target.isThrottled()) {
      triggered.note().run();
      return refuse(request.origin(), new Throttled());
    }
    if (target.isRepeated()) {
      triggered.note().run();
      CompletableFuture<InvocationResult> first = run(request, starts::begin);
      run(request, starts::begin);
      return first;
    }
    return run(
        request,
        invocation -> {
          starts.enter(invocation, target.isCold());
          triggered.run(() -> target.begin(invocation));
        });
  }

  private CompletableFuture<InvocationResult> run(
      InvocationRequest request, Consumer<TrackedInvocation> begin) {
    if (!count.begin()) {
      return refuse(request.origin(), new Throttled());
    }
    if (count.isRetired()) { // it was replaced or removed at this moment
      count.end();
      DeployedFunction next = successor;
      return next == null
          ? refuse(request.origin(), new Failed(RuntimeErrors.removed(definition.name())))
          : next.invoke(request);
    }
    TrackedInvocation invocation = new TrackedInvocation(this, request, ends());
    parts.deadlines().watch(invocation); // before anybody can read of it and advance the clock
    begin.accept(invocation);
    return invocation.result();
  }

  private InvocationEnds ends() {
    return new InvocationEnds(
        host.environments(), count, journal, parts.deadlines(), parts.workers(), log);
  }

  private CompletableFuture<InvocationResult> refuse(Origin origin, InvocationResult result) {
    log.warn("Function {} was not run: {}.", definition.name(), InvocationJournal.words(result));
    journal.refused(origin, result);
    return CompletableFuture.completedFuture(result);
  }

  /** Lets invocations that begin from now on run the code as it is on the disk. */
  void renew() {
    host.renew();
  }

  /** Lets no invocation begin any more; the task is run once when all have ended. */
  void retire(@Nullable DeployedFunction next, Runnable whenUnused) {
    successor = next;
    count.retire(
        () -> {
          host.retire();
          whenUnused.run();
        });
  }

  /**
   * Gets ready in the background what can be before the first invocation, which tells what goes
   * wrong.
   */
  public void preload() {
    try {
      host.preload();
    } catch (RejectedExecutionException e) {
      log.debug("Function {} is not loaded ahead: the emulator is closed.", definition.name(), e);
    }
  }

  /** Returns what goes wrong with a result, or {@code null}. */
  @Nullable TriggeredFault resultFault(Invocation invocation) {
    return parts.faults().after(definition.name(), invocation.origin());
  }

  /** Returns an outcome, or an error if the answer is longer than Lambda lets it be. */
  InvocationResult checked(InvocationResult outcome) {
    int longest = parts.services().settings().payloadBytes() + 100;
    return outcome instanceof Success success && success.payload().length > longest
        ? new Failed(RuntimeErrors.responseTooLarge(success.payload().length, longest))
        : outcome;
  }

  /** Does something later, on a thread of the functions. */
  void later(Duration delay, Runnable task) {
    parts.time().after(delay, () -> parts.workers().execute(task));
  }

  /** Records that an invocation has found its environment. */
  void begun(TrackedInvocation invocation, boolean cold) {
    deadlineMoved(invocation);
    journal.begun(invocation, cold);
  }

  void deadlineMoved(TrackedInvocation invocation) {
    parts.deadlines().ring(invocation.deadline());
  }

  long nanos() {
    return parts.time().nanos();
  }

  FunctionConsole console() {
    return host.console();
  }

  public FunctionHost host() {
    return host;
  }

  Logger log() {
    return log;
  }
}
