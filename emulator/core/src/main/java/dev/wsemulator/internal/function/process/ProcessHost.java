package dev.wsemulator.internal.function.process;

import dev.wsemulator.internal.function.environment.EnvironmentPool;
import dev.wsemulator.internal.function.environment.Environments;
import dev.wsemulator.internal.function.environment.FunctionHost;
import dev.wsemulator.internal.function.environment.HostServices;
import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.internal.function.log.Attribution;
import dev.wsemulator.internal.function.log.FunctionConsole;
import dev.wsemulator.internal.watch.Fingerprint;
import dev.wsemulator.lambda.FunctionDefinition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Runs a function in child processes, one for each execution environment. Thread-safe. */
public final class ProcessHost implements FunctionHost {
  private final FunctionDefinition definition;
  private final ChildCode code;
  private final HostServices services;
  private final ChildProcesses children;
  private final Logger log;
  private final FunctionConsole console;
  private final EnvironmentPool environments;
  private final AtomicInteger version = new AtomicInteger();
  private final AtomicBoolean fullReported = new AtomicBoolean();
  private @Nullable Prepared prepared;
  private volatile @Nullable Fingerprint fingerprint;

  /**
   * The code as it was laid out.
   *
   * @param version counts the times that it has changed
   * @param variables the variables of its processes
   */
  record Prepared(int version, CodeFolders.Layout folders, Map<String, String> variables) {}

  /** Starts nothing yet. */
  public ProcessHost(
      FunctionDefinition definition, HostServices services, ChildProcesses children, Logger log) {
    this.definition = definition;
    this.code = ChildCode.of(definition);
    this.services = services;
    this.children = children;
    this.log = log;
    this.console = services.logs().console(definition, Attribution.NONE);
    this.environments =
        new EnvironmentPool(
            pool -> new ChildEnvironment(this, pool),
            services.pace().real(),
            true,
            services.pace().concurrency());
    this.environments.limit(most(), this::full);
    this.fingerprint = services.settings().reloads() ? Fingerprint.of(code.places()) : null;
  }

  /** A program that is not there is reported by the process that needs it. */
  private void warnOnce() {
    try {
      children
          .programs()
          .warning(code.process())
          .ifPresent(warning -> log.warn("Function {}: {}", definition.name(), warning));
    } catch (RuntimePrograms.MissingProgram e) {
      log.debug("Function {} has no program.", definition.name(), e);
    }
  }

  /** A debugger finds one process. */
  private int most() {
    return debugPort() == null ? children.settings().maxProcesses() : 1;
  }

  private void full() {
    if (fullReported.compareAndSet(false, true)) {
      log.warn(
          "Function {} has {} processes, the most that it may have; events wait until one is free."
              + " On Lambda each would get an environment. Raise the limit with --processes.",
          definition.name(),
          most());
    }
  }

  @Nullable Integer debugPort() {
    return children.settings().debugPorts().get(definition.name());
  }

  FunctionDefinition definition() {
    return definition;
  }

  ChildCode code() {
    return code;
  }

  HostServices services() {
    return services;
  }

  ChildProcesses children() {
    return children;
  }

  Logger log() {
    return log;
  }

  int version() {
    return version.get();
  }

  /** Returns the version that will be called, as far as the aliases of the function show it. */
  String likelyVersion() {
    List<String> versions = definition.qualifiers().values().stream().distinct().toList();
    return versions.size() == 1 ? versions.get(0) : FunctionDefinition.LATEST;
  }

  /**
   * Lays the code out, once for each version of it.
   *
   * @throws java.io.UncheckedIOException if it cannot be
   */
  synchronized Prepared prepare() {
    Prepared known = prepared;
    int current = version.get();
    if (known == null) {
      warnOnce();
    }
    if (known == null || known.version() != current) {
      CodeFolders.Layout folders = children.codeFolders().of(code.process());
      known =
          new Prepared(
              current,
              folders,
              ChildVariables.of(definition, services.settings(), console.logStream(), folders));
      prepared = known;
    }
    return known;
  }

  /** Writes a line of a process. */
  void print(@Nullable Invocation running, String line) {
    console.print(running == null ? null : running.logId(), line, System.out);
  }

  @Override
  public Environments environments() {
    return environments;
  }

  @Override
  public FunctionConsole console() {
    return console;
  }

  /** Starts a process ahead, so that the first invocation need not wait for it. */
  @Override
  public void preload() {
    services.workers().execute(this::startSpare);
  }

  private void startSpare() {
    children.startAhead(
        () ->
            environments.addIdle() instanceof ChildEnvironment spare
                ? spare.startAhead()
                : CompletableFuture.completedFuture(null));
  }

  /** An environment has been lost: another is started ahead, if there is none. */
  void replaceLost() {
    try {
      services.workers().execute(this::startSpare);
    } catch (RejectedExecutionException e) {
      log.trace("No process is started: the emulator closes.", e);
    }
  }

  @Override
  public void renew() {
    version.incrementAndGet();
    environments.endOutdated();
    replaceLost();
  }

  @Override
  public boolean renewIfChanged() {
    Fingerprint known = fingerprint;
    Fingerprint now = Fingerprint.of(code.places());
    fingerprint = now;
    boolean hasChanged = known != null && !known.equals(now);
    if (hasChanged) {
      renew();
    }
    return hasChanged;
  }

  @Override
  public void retire() {
    environments.close();
  }

  @Override
  public void stop() {
    environments.close();
  }

  @Override
  public void close() {}
}
