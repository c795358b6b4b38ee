package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.environment.FunctionRuntimeConfig;
import dev.wsemulator.internal.function.environment.HostServices;
import dev.wsemulator.internal.function.environment.Workers;
import dev.wsemulator.internal.function.inprocess.CallersTime;
import dev.wsemulator.internal.function.inprocess.DefaultTimeZone;
import dev.wsemulator.internal.function.inprocess.FunctionProxies;
import dev.wsemulator.internal.function.inprocess.UtilLogging;
import dev.wsemulator.internal.function.invocation.InvocationId;
import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.log.FunctionConsole;
import dev.wsemulator.internal.function.log.FunctionLogs;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.lambda.InvocationAnswer;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the functions of a stack, in this process. Thread-safe.
 *
 * <p>Each execution environment of a function has static fields, a thread and a handler object of
 * its own. Differences from Lambda: the environments share the AWS SDK for Java 2.x and the
 * libraries for logging, with their static fields; a handler that overran its time is interrupted
 * and ended at its next turn of a loop, but cannot be ended while it is inside the JDK or waits for
 * a lock. Handlers given as objects are already loaded: they share static fields, the environment
 * of the process, {@code System.out} and {@code System.exit} with the caller, and can only be
 * interrupted.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-java.html">Lambda functions in
 *     Java</a>
 */
public final class FunctionRuntime implements AutoCloseable, FunctionInvoker, FunctionDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionRuntime.class);

  private final RuntimeParts parts;
  private volatile Consumer<List<Path>> forgotten = classPath -> {};
  private final AsyncInvocations asynchronous;
  private final Map<String, DeployedFunction> functions = new ConcurrentHashMap<>();

  private final AtomicBoolean closed = new AtomicBoolean();

  /** Functions that were replaced or removed, and may still be running. */
  private final Set<DeployedFunction> retired = ConcurrentHashMap.newKeySet();

  /**
   * Creates a runtime without functions.
   *
   * @param settings what all functions have in common
   * @param time the clock of timeouts and retries
   * @param journal where invocations are recorded
   * @throws IllegalStateException if virtual threads are asked for and the JVM has none
   */
  public FunctionRuntime(FunctionRuntimeConfig settings, TimeSource time, Journal journal) {
    this(settings, time, journal, FunctionDependencies.NONE);
  }

  /**
   * Creates a runtime without functions, with faults for invocations.
   *
   * @param settings what all functions have in common
   * @param time the clock of timeouts and retries
   * @param journal where invocations are recorded
   * @param dependencies what it has to do with
   * @throws IllegalStateException if virtual threads are asked for and the JVM has none
   */
  public FunctionRuntime(
      FunctionRuntimeConfig settings,
      TimeSource time,
      Journal journal,
      FunctionDependencies dependencies) {
    this(
        RuntimeParts.of(
            new HostServices(
                settings,
                HostServices.Pace.of(time),
                new FunctionLogs(
                    new FunctionConsole.Place(time, settings.region()), dependencies.logs()),
                dependencies.egress(),
                Workers.of(settings.virtualThreads())),
            journal,
            dependencies));
  }

  FunctionRuntime(RuntimeParts parts) {
    this.parts = parts;
    UtilLogging.install();
    if (isIsolated()) {
      DefaultTimeZone.install();
      FunctionProxies.install();
    }
    this.asynchronous =
        new AsyncInvocations(
            parts.time(),
            new OutcomeDestinations(this, parts.dependencies().messenger(), parts.journal()));
    parts.journal().waitingFunctions(this::waiting);
  }

  /** Returns a clock for code outside the emulator, also that of functions. */
  public static TimeSource forCallers(TimeSource time) {
    return new CallersTime(time);
  }

  private boolean isIsolated() {
    return parts.services().settings().isolated();
  }

  private List<String> waiting() {
    return parts.deadlines().running().stream()
        .filter(Deadlines.Timed::isWaiting)
        .map(Deadlines.Timed::functionName)
        .toList();
  }

  /**
   * Makes a function invocable. Loads none of its classes.
   *
   * @throws IllegalArgumentException if a class path entry does not exist, the object is not a
   *     handler, or there is a function of this name
   */
  public DeployedFunction deploy(FunctionDefinition definition) {
    DeployedFunction function = new DeployedFunction(FunctionParts.of(definition, parts));
    if (functions.putIfAbsent(definition.name(), function) != null) {
      throw new IllegalArgumentException(
          "There are two functions named " + definition.name() + ". Rename one of them.");
    }
    return function;
  }

  /**
   * Makes a function invocable, in place of one of the same name if there is one: invocations that
   * have begun end on the old code.
   *
   * @throws IllegalArgumentException if a class path entry does not exist, or the object is not a
   *     handler
   */
  public DeployedFunction replace(FunctionDefinition definition) {
    DeployedFunction function = new DeployedFunction(FunctionParts.of(definition, parts));
    retire(functions.put(definition.name(), function), function);
    return function;
  }

  /** Makes a function no more invocable; invocations that have begun end. */
  public void remove(String functionName) {
    retire(functions.remove(functionName), null);
    parts.services().logs().remove(functionName);
  }

  /** Returns what functions have written. */
  public FunctionLogs logs() {
    return parts.services().logs();
  }

  private void retire(@Nullable DeployedFunction old, @Nullable DeployedFunction next) {
    if (old != null) {
      retired.add(old);
      old.retire(
          next,
          () -> {
            retired.remove(old);
            forgetClassPath(old.definition());
            parts.workers().renew();
          });
    }
  }

  /**
   * Lets functions whose files have changed run their new code from the next invocation on; those
   * that run end on the old code. Files that are only half there, or lack a handler that was there,
   * change nothing.
   */
  public CodeReloader renew() {
    return new CodeReloader(parts, functions.values()).run();
  }

  private void forgetClassPath(FunctionDefinition definition) {
    if (definition.code() instanceof ChildProcess process) {
      forgetPlace(process);
      return;
    }
    if (!(definition.code() instanceof FunctionDefinition.Files files)) {
      return;
    }
    boolean isShared =
        Stream.concat(functions.values().stream(), retired.stream())
            .map(other -> other.definition().code())
            .anyMatch(
                code ->
                    code instanceof FunctionDefinition.Files other
                        && other.classPath().equals(files.classPath()));
    if (!isShared) {
      parts.classPaths().release(files.classPath());
      forgotten.accept(files.classPath());
    }
  }

  private void forgetPlace(ChildProcess process) {
    boolean isShared =
        Stream.concat(functions.values().stream(), retired.stream())
            .map(other -> other.definition().code())
            .anyMatch(
                code ->
                    code instanceof ChildProcess other && other.place().equals(process.place()));
    if (!isShared) {
      process.place().ifPresent(place -> forgotten.accept(List.of(place)));
    }
  }

  /**
   * Notifies a listener of class paths that no function uses any more, not even a running one.
   *
   * @param listener takes the class path, on any thread
   */
  public void whenForgotten(Consumer<List<Path>> listener) {
    forgotten = listener;
  }

  /** Starts a process ahead for each function that runs in one. */
  public void startAhead() {
    functions.values().stream()
        .filter(function -> function.definition().code() instanceof ChildProcess)
        .forEach(DeployedFunction::preload);
  }

  /** Returns whether functions of a runtime run in a program that is given for it. */
  public boolean hasProgram(String runtime) {
    return parts.services().settings().processes().programs().containsKey(runtime);
  }

  /** Returns all functions, by name. */
  public List<FunctionDefinition> definitions() {
    return functions.values().stream()
        .map(DeployedFunction::definition)
        .sorted(Comparator.comparing(FunctionDefinition::name))
        .toList();
  }

  @Override
  public List<String> names() {
    return functions.keySet().stream().sorted().toList();
  }

  /** Returns the aliases and versions of all functions. */
  public Set<String> aliases() {
    Set<String> aliases = new TreeSet<>(Set.of(FunctionDefinition.LATEST));
    functions
        .values()
        .forEach(
            function ->
                function
                    .qualifiers()
                    .forEach((alias, version) -> aliases.addAll(List.of(alias, version))));
    return aliases;
  }

  @Override
  public Optional<DeployedFunction> find(String functionName) {
    return Optional.ofNullable(functions.get(functionName));
  }

  @Override
  public CompletableFuture<InvocationOutcome> invokeAsync(String functionName, byte[] event) {
    String[] name = functionName.split(":", 2);
    return invokeAsync(
        name[0],
        new InvocationRequest(
            event.clone(), Origin.NONE, InvocationId.next(), name.length == 1 ? null : name[1]));
  }

  /**
   * Queues an event for a function, or for an alias or a version of it, as {@link
   * #invokeAsync(String, byte[])} does.
   *
   * @param request the event, which nobody changes, with the id that its invocations have
   */
  public CompletableFuture<InvocationOutcome> invokeAsync(
      String functionName, InvocationRequest request) {
    DeployedFunction function = functions.get(functionName);
    if (function == null || function.version(request.qualifier()).isEmpty()) {
      LOG.warn("An event for function {} is lost: there is no such function.", functionName);
      return CompletableFuture.completedFuture(
          new InvocationOutcome(
              InvocationOutcome.Condition.FUNCTION_NOT_FOUND, 0, "There is no such function."));
    }
    return asynchronous.begin(function, request);
  }

  @Override
  public CompletableFuture<InvocationAnswer> invoke(String functionName, byte[] event) {
    String[] name = functionName.split(":", 2);
    String qualifier = name.length == 1 ? null : name[1];
    DeployedFunction function = functions.get(name[0]);
    if (function == null || function.version(qualifier).isEmpty()) {
      return CompletableFuture.completedFuture(
          new InvocationAnswer(InvocationAnswer.Kind.FUNCTION_NOT_FOUND, new byte[0]));
    }
    InvocationRequest request =
        new InvocationRequest(event.clone(), Origin.NONE, InvocationId.next(), qualifier);
    return function
        .invoke(request)
        .thenApply(result -> result.accept(new AnswerPayload(request.id())));
  }

  /**
   * Ends all invocations and threads of functions and closes their class loaders. Takes less than a
   * second; a handler that can neither be interrupted nor ended leaves a daemon thread and a
   * warning behind.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      UtilLogging.remove();
      if (isIsolated()) {
        DefaultTimeZone.remove();
        FunctionProxies.remove();
      }
    }
    asynchronous.close();
    parts.deadlines().running().forEach(Deadlines.Timed::close);
    parts.deadlines().close();
    retired.addAll(functions.values());
    retired.forEach(function -> function.host().stop());
    if (!parts.workers().close()) {
      LOG.warn("A handler does not end; it keeps a daemon thread. See the warnings before.");
    }
    retired.forEach(function -> function.host().close());
    parts.children().close();
    parts.classPaths().close();
    parts.services().logs().close();
  }
}
