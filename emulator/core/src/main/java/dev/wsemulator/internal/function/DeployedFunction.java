package dev.wsemulator.internal.function;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.fault.TriggeredFault;
import dev.wsemulator.internal.function.InvocationResult.Failed;
import dev.wsemulator.internal.function.InvocationResult.Rejected;
import dev.wsemulator.internal.function.InvocationResult.Success;
import dev.wsemulator.internal.function.InvocationResult.Throttled;
import dev.wsemulator.internal.function.InvocationTarget.Fate;
import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.lambda.FunctionDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A function that can be invoked. Thread-safe. */
public final class DeployedFunction {
  private final FunctionDefinition definition;
  private final RuntimeParts parts;
  private final FunctionCode code;
  private final String logStream;
  private final Logger log;
  private final FunctionConsole console;
  private final InvocationJournal journal;
  private final Environments environments;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final int limit;
  private final String arn;
  private final Qualifiers qualifiers;

  /** What has taken its place. */
  private volatile @Nullable DeployedFunction successor;

  /** What is done when it runs no more; {@code null} as long as it may be invoked. */
  private volatile @Nullable Runnable end;

  DeployedFunction(FunctionDefinition definition, RuntimeParts parts, String classPath) {
    this.definition = definition;
    this.parts = parts;
    this.arn =
        "arn:aws:lambda:%s:%s:function:%s"
            .formatted(parts.settings().region(), parts.settings().accountId(), definition.name());
    this.qualifiers = new Qualifiers(definition.qualifiers());
    this.logStream = parts.newLogStream();
    this.log = LoggerFactory.getLogger("function." + definition.name());
    this.console = new FunctionConsole(this, parts, log);
    this.journal = new InvocationJournal(definition.name(), parts.time(), parts.journal());
    this.environments =
        new Environments(
            owner -> new ExecutionEnvironment(this, owner, parts.workers()),
            parts.real(),
            !parts.time().canAdvance(),
            parts.concurrency());
    this.limit = definition.reservedConcurrency().orElse(Integer.MAX_VALUE);
    this.code = new FunctionCode(definition, classPath, () -> parts.load(this));
  }

  int longestAnswer() {
    return parts.settings().payloadBytes() + 100;
  }

  /** Returns what was deployed. */
  public FunctionDefinition definition() {
    return definition;
  }

  /** Returns what decides where its calls go. */
  Egress egress() {
    return parts.dependencies().egress();
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
    return version.isEmpty() && isElsewhere() ? Optional.of(FunctionDefinition.LATEST) : version;
  }

  /**
   * Starts the function. The future is completed by one of the function's threads, never
   * exceptionally.
   *
   * @param event the event, as JSON
   */
  public CompletableFuture<InvocationResult> invoke(byte[] event) {
    return invoke(event, Origin.NONE);
  }

  /**
   * Starts the function for a request. The future is completed by one of the function's threads,
   * never exceptionally.
   *
   * @param event the event, as JSON
   * @param origin what it is started for
   */
  public CompletableFuture<InvocationResult> invoke(byte[] event, Origin origin) {
    return invoke(event, origin, null);
  }

  /**
   * Starts the function for a request, under an id that the caller has chosen.
   *
   * @param event the event, as JSON
   * @param origin what it is started for
   * @param requestId the invocation's id, as {@link InvocationId#next} makes them; {@code null} for
   *     a new one
   */
  public CompletableFuture<InvocationResult> invoke(
      byte[] event, Origin origin, @Nullable String requestId) {
    return invoke(event, origin, requestId, null);
  }

  /**
   * Starts the function for a request, by one of its aliases or versions.
   *
   * @param event the event, as JSON
   * @param origin what it is started for
   * @param requestId as above
   * @param qualifier the alias or version; {@code null} for none
   */
  public CompletableFuture<InvocationResult> invoke(
      byte[] event, Origin origin, @Nullable String requestId, @Nullable String qualifier) {
    return invoke(new Request(event, origin, requestId, qualifier));
  }

  /** What is asked of a function. */
  record Request(
      byte[] event, Origin origin, @Nullable String requestId, @Nullable String qualifier) {
    String id() {
      return requestId == null ? InvocationId.next() : requestId;
    }
  }

  private CompletableFuture<InvocationResult> invoke(Request request) {
    DeployedFunction next = successor;
    if (next != null) {
      return next.invoke(request);
    }
    Origin origin = request.origin();
    int longest = parts.settings().payloadBytes();
    if (request.event().length > longest) {
      return refused(origin, new Failed(HandlerErrors.requestTooLarge(longest)));
    }
    TriggeredFault triggered =
        parts.faults().next(FaultPoint.INVOCATION, definition.name(), origin);
    return triggered == null ? run(request, this::begin) : run(request, triggered);
  }

  private CompletableFuture<InvocationResult> run(Request request, TriggeredFault triggered) {
    InvocationTarget target = new InvocationTarget();
    triggered.fault().strike(target);
    if (target.fate() == Fate.IS_THROTTLED) {
      triggered.note().run();
      return refused(request.origin(), new Throttled());
    }
    if (target.fate() == Fate.RUNS_TWICE) {
      triggered.note().run();
      CompletableFuture<InvocationResult> first = run(request, this::begin);
      run(request, this::begin);
      return first;
    }
    return run(
        request,
        invocation -> {
          enter(invocation, environment(target.fate() == Fate.IS_COLD));
          triggered.run(() -> invocation.begin(target, () -> begin(invocation, triggered, target)));
        });
  }

  private void begin(Invocation invocation, TriggeredFault triggered, InvocationTarget target) {
    if (target.fate() == Fate.LOSES_CLIENT) {
      parts.faults().strike(triggered.fault(), invocation.origin());
    }
    execute(invocation);
  }

  private CompletableFuture<InvocationResult> run(Request request, Consumer<Invocation> begin) {
    Origin origin = request.origin();
    if (running.incrementAndGet() > limit) {
      leave();
      return refused(origin, new Throttled());
    }
    if (end != null) { // it was replaced or removed at this moment
      leave();
      DeployedFunction next = successor;
      return next == null
          ? refused(origin, new Failed(HandlerErrors.removed(definition.name())))
          : next.invoke(request);
    }
    Invocation invocation = new Invocation(this, request);
    parts.deadlines().watch(invocation); // before anybody can read of it and advance the clock
    begin.accept(invocation);
    return invocation.result();
  }

  private void begin(Invocation invocation) {
    if (isElsewhere()) {
      invocation.enter(ExecutionEnvironment.elsewhere(this));
      execute(invocation);
    } else {
      environments.submit(invocation);
    }
  }

  private void enter(Invocation invocation, ExecutionEnvironment reserved) {
    if (!invocation.enter(reserved)) { // it has ended already
      environments.release(reserved);
    }
  }

  /** Returns an environment for an invocation that something happens to. */
  private ExecutionEnvironment environment(boolean cold) {
    if (isElsewhere()) {
      return ExecutionEnvironment.elsewhere(this);
    }
    if (!cold) {
      return environments.reserve();
    }
    ExecutionEnvironment used = environments.reserveUsed();
    if (used != null) {
      discard(used); // static initializers run again, too
    }
    return environments.reserveNew();
  }

  private void discard(ExecutionEnvironment environment) {
    code.retire(environment.code());
    environments.discard(environment);
  }

  /** Lets invocations that begin from now on run the code as it is on the disk. */
  void renew() {
    boolean wasLoaded = code.outdate();
    environments.endOutdated();
    if (wasLoaded) {
      preload();
    }
  }

  /** Lets no invocation begin any more; the task is run once when all have ended. */
  void retire(@Nullable DeployedFunction next, Runnable whenUnused) {
    successor = next;
    running.incrementAndGet();
    end = whenUnused;
    leave();
  }

  /** Notes that an invocation is over. */
  private void leave() {
    int left = running.decrementAndGet();
    Runnable last = end;
    if (left == 0 && last != null && over.compareAndSet(false, true)) {
      code.outdate();
      environments.close();
      last.run();
    }
  }

  private boolean isElsewhere() {
    return definition.code() instanceof FunctionDefinition.Remote;
  }

  private void execute(Invocation invocation) {
    ExecutionEnvironment environment = invocation.environment();
    if (isElsewhere()) {
      invocation.runAt(parts.dependencies().remote());
    } else if (environment != null) {
      environments.run(environment, invocation);
    }
  }

  /** Goes on with an invocation that has been answered from elsewhere. */
  void answered(
      Invocation invocation,
      RemoteFunctions.@Nullable RemoteOutcome answer,
      @Nullable Throwable failure) {
    RemoteFunctions.RemoteOutcome known =
        answer != null
            ? answer
            : new RemoteFunctions.RemoteOutcome(
                new Rejected(0, String.valueOf(failure)), List.of());
    execute(invocation, () -> invocation.answered(known));
  }

  void execute(Invocation invocation, Runnable task) {
    try {
      parts.workers().execute(task);
    } catch (RuntimeException | OutOfMemoryError e) { // closed, or no thread to be had
      log.debug("Function {} could not be started.", definition.name(), e);
      invocation.close();
    }
  }

  /** Returns what goes wrong with a result, or {@code null}. */
  @Nullable TriggeredFault resultFault(Invocation invocation) {
    return parts
        .faults()
        .next(FaultPoint.INVOCATION_RESULT, definition.name(), invocation.origin());
  }

  /** Does something later, on the clock's thread. */
  void later(Duration delay, Runnable task) {
    parts.time().after(delay, task);
  }

  /** Records that an invocation has found its environment. */
  void begun(Invocation invocation, boolean cold) {
    deadlineMoved(invocation);
    journal.begun(invocation, cold);
  }

  private CompletableFuture<InvocationResult> refused(Origin origin, InvocationResult result) {
    log.warn("Function {} was not run: {}.", definition.name(), InvocationJournal.words(result));
    journal.refused(origin, result);
    return CompletableFuture.completedFuture(result);
  }

  /**
   * Loads the handler's class in the background, so that the first invocation finds it. Neither
   * initializes it nor constructs the handler: that stays with the cold start. What goes wrong is
   * told by the first invocation. The function's environment variables are settled here, so the
   * emulator must know its address.
   */
  public void preload() {
    if (definition.code() instanceof FunctionDefinition.Files files) {
      try {
        parts.workers().execute(() -> preload(files.handler().split("::")[0]));
      } catch (RejectedExecutionException e) {
        log.debug("Function {} is not loaded ahead: the emulator is closed.", definition.name(), e);
      }
    }
  }

  private void preload(String className) {
    try {
      LoadedCode loaded = code.current();
      Class.forName(className, false, loaded.loader()).getMethods();
      loaded.serialization().of(Object.class);
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      log.debug("Function {} could not be loaded ahead.", definition.name(), e);
    }
  }

  /** Ends an invocation whose handler has returned, on the handler's thread. */
  void end(
      Invocation invocation, InvocationResult outcome, @Nullable Throwable thrown, boolean usable) {
    if (outcome instanceof Failed failed) {
      String words = failed.error().errorType() + ": " + failed.error().errorMessage();
      log.warn("Function {} failed with {}", definition.name(), words, thrown);
      invocation.log().failed(failed.error(), thrown);
    } else if (!(outcome instanceof Success)) { // it is elsewhere
      log.warn(
          "Function {} was not run to its end: {}",
          definition.name(),
          InvocationJournal.result(outcome).text());
      invocation.log().cutOff(outcome);
    }
    ExecutionEnvironment environment = invocation.environment();
    if (environment != null && usable) {
      environments.release(environment);
    } else if (environment != null) {
      discard(environment);
    }
    try {
      settle(invocation, outcome);
    } finally {
      deliver(invocation, outcome);
    }
  }

  private void deliver(Invocation invocation, InvocationResult outcome) {
    try {
      invocation.deliver(outcome);
    } finally {
      parts.deadlines().forget(invocation);
    }
  }

  /**
   * Ends an invocation whose handler has not returned; its environment is lost.
   *
   * @param here whether the result is delivered by this thread, and not by one of the workers
   */
  void cutOff(Invocation invocation, InvocationResult outcome, boolean here) {
    ExecutionEnvironment environment = invocation.environment();
    if (environment == null) {
      begun(invocation, false); // it has waited for one
    } else {
      code.retire(environment.code());
    }
    invocation.log().cutOff(outcome);
    if (environment != null) {
      environments.discard(environment);
    }
    Executor deliverer = here ? Runnable::run : parts.workers();
    try {
      settle(invocation, outcome);
    } finally {
      deliver(invocation, outcome, deliverer);
    }
  }

  /** Ends an invocation that has not begun, as there is no environment for it. */
  void throttled(Invocation invocation) {
    Throttled outcome = new Throttled();
    log.warn("Function {} was not run: {}.", definition.name(), InvocationJournal.words(outcome));
    leave();
    journal.ended(invocation, outcome);
    deliver(invocation, outcome, parts.workers());
  }

  private void deliver(Invocation invocation, InvocationResult outcome, Executor deliverer) {
    try {
      deliverer.execute(() -> deliver(invocation, outcome));
    } catch (RejectedExecutionException | OutOfMemoryError e) { // no other thread can do it
      deliver(invocation, outcome);
    }
  }

  private void settle(Invocation invocation, InvocationResult outcome) {
    leave();
    invocation.log().end();
    journal.ended(invocation, outcome);
  }

  /** Ends the invocations that share a process with the caller. */
  void exit(int status) {
    Invocation mine = LogAttribution.invocation(this);
    if (mine != null) {
      mine.exit(status);
    } else { // a thread that works for whoever comes
      parts.deadlines().running().stream()
          .filter(invocation -> invocation.function() == this)
          .forEach(invocation -> invocation.exit(status));
    }
  }

  void deadlineMoved(Invocation invocation) {
    parts.deadlines().ring(invocation.deadline());
  }

  long nanos() {
    return parts.time().nanos();
  }

  FunctionConsole console() {
    return console;
  }

  Environments environments() {
    return environments;
  }

  LambdaContext context(Invocation invocation) {
    return new LambdaContext(this, invocation);
  }

  String logStream() {
    return logStream;
  }

  Logger log() {
    return log;
  }

  /** Lets go of handlers and classes, after the end of all invocations. */
  void forget() {
    code.forget();
  }

  FunctionCode code() {
    return code;
  }
}
