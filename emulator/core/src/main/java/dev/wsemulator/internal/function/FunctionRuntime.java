package dev.wsemulator.internal.function;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.wsemulator.feed.Batch;
import dev.wsemulator.internal.fault.InvocationFaults;
import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.lambda.LogLine;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the functions of a stack, in this process. Thread-safe.
 *
 * <p>Differences from Lambda: the execution environments of a function share the function's static
 * fields (each has its own thread and handler object); a handler that overran its time is
 * interrupted and ended at its next turn of a loop, but cannot be ended while it is inside the JDK
 * or waits for a lock. Handlers given as objects are already loaded: they share static fields, the
 * environment of the process, {@code System.out} and {@code System.exit} with the caller, and can
 * only be interrupted.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-java.html">Lambda functions in
 *     Java</a>
 */
public final class FunctionRuntime
    implements AutoCloseable, BackEnd.EventTarget, FunctionDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionRuntime.class);

  private final RuntimeParts parts;
  private volatile Consumer<List<Path>> forgotten = classPath -> {};
  private final AsyncInvocations asynchronous;
  private final Map<String, DeployedFunction> functions = new ConcurrentHashMap<>();

  private final AtomicBoolean closed = new AtomicBoolean();

  /** Functions that were replaced or removed, and may still be running. */
  private final Set<DeployedFunction> retired = ConcurrentHashMap.newKeySet();

  /**
   * What all functions have in common. Immutable.
   *
   * @param region the value of {@code AWS_REGION}
   * @param accountId twelve digits
   * @param isolated whether each function has class loader, static fields, environment variables
   *     and {@code System.exit} of its own; if not, handlers named by class come from the loader of
   *     the code that created these settings, and read the environment of the process
   * @param virtualThreads whether handlers run on virtual threads
   * @param commonEnvironment variables for every function
   * @param environmentRewrite turns a variable's value from a definition into what the function
   *     sees; called when the function's code is first needed
   * @param sharedLoader where classes come from if functions are not isolated
   * @param patient whether no function is ended by its timeout
   * @param reloads whether {@link #renew} is going to be called: functions then run copies of their
   *     files
   * @param payloadBytes the longest event; an answer may have a little more
   */
  public record FunctionRuntimeConfig(
      String region,
      String accountId,
      boolean isolated,
      boolean virtualThreads,
      Map<String, String> commonEnvironment,
      UnaryOperator<String> environmentRewrite,
      ClassLoader sharedLoader,
      boolean patient,
      boolean reloads,
      int payloadBytes) {

    private static final int PAYLOAD_BYTES = 6_291_456;

    /** What a character of a message takes in an event at most: a backslash, u and four digits. */
    private static final long ESCAPED = 6;

    /** Copies the variables. */
    public FunctionRuntimeConfig {
      Objects.requireNonNull(region, "region");
      Objects.requireNonNull(accountId, "accountId");
      commonEnvironment = Map.copyOf(commonEnvironment);
      Objects.requireNonNull(environmentRewrite, "environmentRewrite");
    }

    /** Creates settings whose shared loader is the context class loader of the calling thread. */
    public FunctionRuntimeConfig(
        String region,
        String accountId,
        boolean isolated,
        boolean virtualThreads,
        Map<String, String> commonEnvironment,
        UnaryOperator<String> environmentRewrite) {
      this(
          region,
          accountId,
          isolated,
          virtualThreads,
          commonEnvironment,
          environmentRewrite,
          Thread.currentThread().getContextClassLoader(),
          false,
          false,
          PAYLOAD_BYTES);
    }

    /** Returns these settings for functions whose files may change. */
    public FunctionRuntimeConfig reloading() {
      return new FunctionRuntimeConfig(
          region,
          accountId,
          isolated,
          virtualThreads,
          commonEnvironment,
          environmentRewrite,
          sharedLoader,
          patient,
          true,
          payloadBytes);
    }

    /** Returns these with another loader for functions that are not isolated. */
    public FunctionRuntimeConfig withSharedLoader(ClassLoader loader) {
      return new FunctionRuntimeConfig(
          region,
          accountId,
          isolated,
          virtualThreads,
          commonEnvironment,
          environmentRewrite,
          loader,
          patient,
          reloads,
          payloadBytes);
    }

    /** Returns these for messages so long: where a quota was raised they reach functions, too. */
    public FunctionRuntimeConfig withMessages(int bytes) {
      return new FunctionRuntimeConfig(
          region,
          accountId,
          isolated,
          virtualThreads,
          commonEnvironment,
          environmentRewrite,
          sharedLoader,
          patient,
          reloads,
          (int) Math.min(Integer.MAX_VALUE / 2, Math.max(PAYLOAD_BYTES, ESCAPED * bytes)));
    }

    /** Returns these, with or without timeouts of functions. */
    public FunctionRuntimeConfig withPatience(boolean endless) {
      return new FunctionRuntimeConfig(
          region,
          accountId,
          isolated,
          virtualThreads,
          commonEnvironment,
          environmentRewrite,
          sharedLoader,
          endless,
          reloads,
          payloadBytes);
    }
  }

  /**
   * What is around the functions.
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
   * Creates a runtime without functions, whose invocations can go wrong on purpose.
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
    this(RuntimeParts.of(settings, time, journal, dependencies));
  }

  FunctionRuntime(RuntimeParts parts) {
    this.parts = parts;
    UtilLogging.install();
    DefaultTimeZone.install();
    FunctionProxies.install();
    this.asynchronous = new AsyncInvocations(parts.time());
    parts.journal().waitingFunctions(this::waiting);
  }

  private List<String> waiting() {
    return parts.deadlines().running().stream()
        .filter(Invocation::isWaiting)
        .map(invocation -> invocation.function().definition().name())
        .toList();
  }

  /**
   * Makes a function invocable. Loads none of its classes.
   *
   * @throws IllegalArgumentException if a class path entry does not exist, the object is not a
   *     handler, or there is a function of this name
   */
  public DeployedFunction deploy(FunctionDefinition definition) {
    DeployedFunction function = new DeployedFunction(definition, parts, classPath(definition));
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
    DeployedFunction function = new DeployedFunction(definition, parts, classPath(definition));
    retire(functions.put(definition.name(), function), function);
    return function;
  }

  /** Makes a function no more invocable; invocations that have begun end. */
  public void remove(String functionName) {
    retire(functions.remove(functionName), null);
    parts.logs().remove(functionName);
  }

  /** Returns what functions have written. */
  public FunctionLogs logs() {
    return parts.logs();
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
    ClassPath unused = isShared ? null : parts.classPaths().remove(files.classPath());
    if (unused != null) {
      unused.release();
    }
    if (!isShared) {
      forgotten.accept(files.classPath());
    }
  }

  /**
   * Tells a listener of class paths that no function needs any more, also none that still runs.
   *
   * @param listener takes the class path, on any thread
   */
  public void whenForgotten(Consumer<List<Path>> listener) {
    forgotten = listener;
  }

  /** Returns all functions, by name. */
  public List<FunctionDefinition> definitions() {
    return functions.values().stream()
        .map(DeployedFunction::definition)
        .sorted(Comparator.comparing(FunctionDefinition::name))
        .toList();
  }

  private String classPath(FunctionDefinition definition) {
    if (definition.code() instanceof FunctionDefinition.Files files) {
      try {
        return parts.settings().isolated()
            ? parts.classPath(files).toString()
            : "that of the emulator, because isolation is off";
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "Function " + definition.name() + ": " + e.getMessage(), e);
      }
    }
    if (definition.code() instanceof FunctionDefinition.Remote) {
      return "";
    }
    Object handler = ((FunctionDefinition.Instance) definition.code()).handler();
    if (!(handler instanceof LambdaFunction
        || handler instanceof RequestHandler
        || handler instanceof RequestStreamHandler)) {
      throw new IllegalArgumentException(
          "Function "
              + definition.name()
              + ": an object of "
              + handler.getClass().getName()
              + " is not a handler. Use a RequestHandler, RequestStreamHandler or LambdaFunction.");
    }
    return "";
  }

  @Override
  public List<String> names() {
    return functions.keySet().stream().sorted().toList();
  }

  @Override
  public Optional<DeployedFunction> find(String functionName) {
    return Optional.ofNullable(functions.get(functionName));
  }

  @Override
  public void invokeAsync(String functionName, byte[] event) {
    DeployedFunction function = functions.get(functionName);
    if (function == null) {
      LOG.warn("An event for function {} is lost: there is no such function.", functionName);
    } else {
      asynchronous.begin(function, event);
    }
  }

  /**
   * Ends all invocations and threads of functions and closes their class loaders. Takes less than a
   * second; a handler that can neither be interrupted nor ended leaves a daemon thread and a
   * warning behind.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      DefaultTimeZone.remove();
      UtilLogging.remove();
      FunctionProxies.remove();
    }
    asynchronous.close();
    parts.deadlines().running().forEach(Invocation::close);
    parts.deadlines().close();
    List<LoadedCode> loaded = new ArrayList<>();
    retired.addAll(functions.values());
    for (DeployedFunction function : retired) {
      function.environments().close();
      loaded.addAll(function.code().loaded());
      report(function);
    }
    if (!parts.workers().close()) {
      LOG.warn("A handler does not end; it keeps a daemon thread. See the warnings before.");
    }
    loaded.forEach(LoadedCode::close);
    retired.forEach(DeployedFunction::forget);
    parts.classPaths().values().forEach(ClassPath::release);
    parts.classPaths().clear();
    parts.logs().close();
  }

  private static void report(DeployedFunction function) {
    List<Thread> own =
        function.code().loaded().stream().flatMap(FunctionRuntime::threadsOf).toList();
    String names = own.stream().map(Thread::getName).sorted().distinct().toList().toString();
    String name = function.definition().name();
    if (own.stream().anyMatch(thread -> !thread.isDaemon())) {
      function.log().warn("Function {} left threads running; interrupted: {}.", name, names);
    } else if (!own.isEmpty()) {
      function.log().debug("Function {} left daemon threads; interrupted: {}.", name, names);
    }
  }

  private static Stream<Thread> threadsOf(LoadedCode code) {
    return code.stopAll().stream().filter(thread -> !Workers.has(thread));
  }
}
