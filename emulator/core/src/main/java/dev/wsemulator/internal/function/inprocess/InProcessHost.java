package dev.wsemulator.internal.function.inprocess;

import dev.wsemulator.internal.function.code.ClassPaths;
import dev.wsemulator.internal.function.code.FunctionClassLoader;
import dev.wsemulator.internal.function.code.FunctionCode;
import dev.wsemulator.internal.function.code.HandlerObjects;
import dev.wsemulator.internal.function.code.LoadedCode;
import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.function.egress.SdkHooks;
import dev.wsemulator.internal.function.environment.EnvironmentPool;
import dev.wsemulator.internal.function.environment.EnvironmentVariables;
import dev.wsemulator.internal.function.environment.Environments;
import dev.wsemulator.internal.function.environment.FunctionHost;
import dev.wsemulator.internal.function.environment.HostServices;
import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.internal.function.environment.Workers;
import dev.wsemulator.internal.function.log.Attribution;
import dev.wsemulator.internal.function.log.ErrorText;
import dev.wsemulator.internal.function.log.FunctionConsole;
import dev.wsemulator.internal.function.log.FunctionOutput;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Runs a function's classes in this process. Thread-safe. */
public final class InProcessHost
    implements FunctionHost, ThreadHome.CodeOwner, Attribution, FunctionCode.Loading {
  private final FunctionDefinition definition;
  private final HostServices services;
  private final ClassPaths classPaths;
  private final FunctionConsole console;
  private final EnvironmentPool environments;
  private final FunctionCode code;
  private final FunctionOutput.Stream out;
  private final FunctionOutput.Stream err;
  private final Logger log;
  private final AtomicBoolean fullReported = new AtomicBoolean();
  private volatile List<LoadedCode> stopped = List.of();

  /**
   * @throws IllegalArgumentException if a class path entry does not exist, or the object is not a
   *     handler
   */
  public InProcessHost(
      FunctionDefinition definition, HostServices services, ClassPaths classPaths, Logger log) {
    this.definition = definition;
    this.services = services;
    this.classPaths = classPaths;
    this.log = log;
    this.code = new FunctionCode(definition, classPath(), this);
    this.console = services.logs().console(definition, this);
    this.out = FunctionOutput.of(text -> console.print(ofThread(), text, System.out));
    this.err = FunctionOutput.of(text -> console.print(ofThread(), text, System.err));
    this.environments =
        new EnvironmentPool(
            pool -> new InProcessEnvironment(this, pool, services.workers()),
            services.pace().real(),
            !services.time().canAdvance(),
            services.pace().concurrency());
    if (services.settings().isolated() && definition.code() instanceof FunctionDefinition.Files) {
      limit(true);
    }
  }

  /** Limits the environments, unless they share everything. */
  private void limit(boolean areLibrariesShared) {
    int most = services.settings().statics().most(areLibrariesShared);
    if (most > 0) {
      environments.limit(most, () -> full(most));
    }
  }

  /** Returns where the classes are looked for, in words. */
  private String classPath() {
    if (definition.code() instanceof FunctionDefinition.Instance instance) {
      HandlerObjects.requireHandler(definition.name(), instance.handler());
      return "";
    }
    try {
      return services.settings().isolated()
          ? classPaths.of(files()).toString()
          : "that of the emulator, because isolation is off";
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Function " + definition.name() + ": " + e.getMessage(), e);
    }
  }

  private FunctionDefinition.Files files() {
    return (FunctionDefinition.Files) definition.code();
  }

  /** Makes a class loader; which one, the settings and the kind of the code say. */
  @Override
  public LoadedCode common() {
    if (definition.code() instanceof FunctionDefinition.Instance instance) {
      return LoadedCode.shared(instance.handler().getClass().getClassLoader());
    }
    if (!services.settings().isolated()) {
      return LoadedCode.shared(services.settings().sharedLoader());
    }
    DefaultTimeZone.renew();
    FunctionProxies.renew();
    FunctionClassLoader loader = new FunctionClassLoader(definition.name(), classPaths.of(files()));
    LoadedCode common = isolated(loader, null);
    limit(loader.sharesLibraries());
    if (haveOwnStatics(loader)) {
      common.propertiesOfCaller(() -> ThreadHome.properties(this));
    }
    return common;
  }

  private boolean haveOwnStatics(FunctionClassLoader loader) {
    return services.settings().statics().most(loader.sharesLibraries()) > 0;
  }

  @Override
  public LoadedCode ofEnvironment(LoadedCode common) {
    return common.loader() instanceof FunctionClassLoader loader && haveOwnStatics(loader)
        ? isolated(loader.ofEnvironment(), common)
        : common;
  }

  private LoadedCode isolated(FunctionClassLoader loader, @Nullable LoadedCode common) {
    LoadedCode loaded =
        LoadedCode.isolated(
            loader,
            new LoadedCode.ProcessView(
                EnvironmentVariables.of(
                    definition,
                    services.settings(),
                    console.logStream(),
                    loader.classPath().taskRoot()),
                this::exit,
                () -> ofCaller(Invocation::traceHeader)),
            common);
    loaded.version(() -> ofCaller(Invocation::version));
    loaded.clock(this::now);
    SdkHooks.connect(loaded.loader(), egress());
    loaded.redirect(out.stream(), err.stream());
    loaded.log(console.logger());
    ThreadHome.add(loaded.loader(), this);
    return loaded;
  }

  private void full(int most) {
    if (fullReported.compareAndSet(false, true)) {
      log.warn(
          "Function {} has {} environments with static fields of their own, the most that it may"
              + " have; events wait until one is free. On Lambda each would get an environment."
              + " Raise the limit with --statics.",
          definition.name(),
          most);
    }
  }

  /** Returns something of the invocation that the calling thread works for. */
  private @Nullable String ofCaller(Function<Invocation, @Nullable String> what) {
    Invocation mine = ThreadHome.invocation(this);
    return mine == null ? null : what.apply(mine);
  }

  @Override
  public @Nullable String ofThread() {
    return ofCaller(Invocation::logId);
  }

  @Override
  public @Nullable String ofHandler() {
    Invocation handled = ThreadHome.handled();
    return handled == null ? null : handled.requestId();
  }

  /** Ends the invocations that share a process with the caller. */
  private void exit(int status) {
    Invocation mine = ThreadHome.invocation(this);
    List<Invocation> ended = mine == null ? environments.running() : List.of(mine);
    ended.forEach(invocation -> invocation.exit(status));
  }

  @Override
  public @Nullable Invocation onlyRunning() {
    List<Invocation> running = environments.running();
    return running.size() == 1 ? running.get(0) : null;
  }

  @Override
  public Instant now() {
    return (services.settings().clockInFunctions() ? services.time() : TimeSource.system()).now();
  }

  @Override
  public Egress egress() {
    return services.egress();
  }

  @Override
  public void print(@Nullable String requestId, String text) {
    console.print(requestId, text, System.err);
  }

  /** Adds what a thread of the function has not caught, as the JVM writes it. */
  void uncaught(Thread thread, Throwable thrown) {
    err.stream()
        .println("Exception in thread \"" + thread.getName() + "\" " + ErrorText.trace(thrown));
  }

  /** Writes the lines that the calling thread has begun. */
  void endLines() {
    out.lines().endLine();
    err.lines().endLine();
  }

  FunctionDefinition definition() {
    return definition;
  }

  public FunctionCode code() {
    return code;
  }

  LambdaContext context(Invocation invocation) {
    return new LambdaContext(definition, console, invocation);
  }

  @Override
  public Environments environments() {
    return environments;
  }

  @Override
  public FunctionConsole console() {
    return console;
  }

  /**
   * Loads the handler's class in the background. Neither initializes it nor constructs the handler:
   * that stays with the cold start. The function's environment variables are settled here, so the
   * emulator must know its address.
   */
  @Override
  public void preload() {
    if (definition.code() instanceof FunctionDefinition.Files files) {
      services.workers().execute(() -> preload(files.handler().split("::")[0]));
    }
  }

  private void preload(String className) {
    try {
      LoadedCode loaded = code.next();
      Class.forName(className, false, loaded.loader()).getMethods();
      loaded.serialization().of(Object.class);
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      log.debug("Function {} could not be loaded ahead.", definition.name(), e);
    }
  }

  @Override
  public void renew() {
    boolean wasLoaded = code.outdate();
    environments.endOutdated();
    if (wasLoaded) {
      preload();
    }
  }

  @Override
  public void retire() {
    code.outdate();
    environments.close();
  }

  @Override
  public void stop() {
    environments.close();
    stopped = code.loaded();
    List<Thread> own =
        stopped.stream()
            .flatMap(loaded -> loaded.stopAll().stream())
            .filter(thread -> !Workers.has(thread))
            .toList();
    String names = own.stream().map(Thread::getName).sorted().distinct().toList().toString();
    String name = definition.name();
    if (own.stream().anyMatch(thread -> !thread.isDaemon())) {
      log.warn("Function {} left threads running; interrupted: {}.", name, names);
    } else if (!own.isEmpty()) {
      log.debug("Function {} left daemon threads; interrupted: {}.", name, names);
    }
  }

  @Override
  public void close() {
    stopped.forEach(LoadedCode::close);
    stopped = List.of();
    code.forget();
  }
}
