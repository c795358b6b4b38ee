package dev.wsemulator.internal.function.process;

import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.internal.function.process.api.RuntimeApi;
import dev.wsemulator.internal.function.process.api.RuntimeErrorReport;
import dev.wsemulator.internal.function.process.api.RuntimeEvent;
import dev.wsemulator.internal.function.process.api.RuntimeListener;
import dev.wsemulator.internal.function.process.api.RuntimeRequest;
import dev.wsemulator.internal.function.process.system.Child;
import dev.wsemulator.internal.function.process.system.HostSystem;
import dev.wsemulator.internal.function.process.system.ProcessUsage;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process with a runtime, from its start to its end, and the API that it uses. Thread-safe. */
final class RuntimeProcess implements RuntimeListener {
  /** How long what an ended process has sent may take to be read. */
  private static final long LAST_WORDS_MILLIS = 500;

  private final ProcessHost host;
  private final Owner owner;
  private final TimeSource real;
  private final long began;
  private final InitLimit initLimit;
  private final MemoryLimit memory;
  private final String functionVersion;
  private final boolean limited;
  private volatile int version;
  private volatile @Nullable RuntimeApi api;
  private volatile @Nullable Child child;
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile @Nullable Duration took;
  private volatile @Nullable RuntimeErrorReport initError;
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private @Nullable Consumer<RuntimeProcess> ready;
  private boolean ended;

  /** Whose process it is. */
  interface Owner {
    /** The runtime has answered. */
    void responded(RuntimeRequest response, boolean isTooLong);

    /** The handler has failed. */
    void failed(RuntimeRequest error);

    /** It has written a line. */
    void print(String line);

    /** It has ended, and nothing more comes from it. */
    void exited(RuntimeProcess process, ProcessExit how);
  }

  /**
   * Starts nothing yet.
   *
   * @param functionVersion the function's version, for programs that ask their environment for it
   * @param limited whether it has to be ready in time; if not, its invocation has a timeout
   */
  RuntimeProcess(ProcessHost host, Owner owner, String functionVersion, boolean limited) {
    this.host = host;
    this.owner = owner;
    this.functionVersion = functionVersion;
    this.limited = limited;
    this.real = host.services().pace().real();
    this.initLimit = new InitLimit(host.definition().name(), real, host.log());
    boolean isLimited = host.children().settings().limitsMemory();
    this.memory = new MemoryLimit(host.definition(), isLimited, real, host.log());
    this.began = real.nanos();
    this.version = host.version();
  }

  /** Starts the process; reports to its owner if that fails. */
  void begin() {
    try {
      ProcessHost.Prepared prepared = host.prepare();
      version = prepared.version();
      Path program = host.children().programs().program(host.code().process(), prepared.folders());
      requireDebugger(prepared, program);
      RuntimeApi opened =
          new RuntimeApi(this, host.services().settings().answerBytes(), this::thread);
      api = opened;
      Child started =
          Child.start(
              builder(prepared, program, opened),
              new Child.Place(host.children().guard(), owner::print, opened.address()),
              this::exited);
      child = started;
      begun.countDown();
      if (limited && host.debugPort() == null) {
        initLimit.begin(program, started::kill);
      }
      killIfEnded(started);
    } catch (RuntimePrograms.MissingProgram e) {
      notStarted(e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      notStarted("It cannot be started: " + e.getMessage());
    }
  }

  private void notStarted(String why) {
    settled.complete(null);
    if (isEnded()) {
      host.log().debug("Function {} ended before its start. {}", host.definition().name(), why);
    } else {
      host.log().warn("Function {} cannot run. {}", host.definition().name(), why);
      owner.print(why);
    }
    owner.exited(this, ProcessExit.notStarted(why));
  }

  private void requireDebugger(ProcessHost.Prepared prepared, Path program) throws IOException {
    if (host.debugPort() != null && ProcessRuntimes.isPython(host.code().runtime())) {
      PythonDebugger.require(program, prepared.folders().taskRoot(), prepared.variables());
    }
  }

  private ProcessBuilder builder(ProcessHost.Prepared prepared, Path program, RuntimeApi opened) {
    List<String> command =
        host.children()
            .commands()
            .of(
                new RuntimeCommands.Start(
                    host.code(), prepared.folders(), prepared.variables(), host.debugPort()),
                program);
    ProcessBuilder builder =
        new ProcessBuilder(HostSystem.current().ownSession(command))
            .directory(prepared.folders().taskRoot().toFile());
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.putAll(prepared.variables());
    variables.put(Child.RUNTIME_API, opened.address());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", functionVersion);
    return builder;
  }

  private Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, "wsemulator-" + name + "-" + host.definition().name());
    thread.setDaemon(true);
    return thread;
  }

  /** Returns whether it was asked to end: what it needs may be gone. */
  private synchronized boolean isEnded() {
    return ended;
  }

  private void killIfEnded(Child started) {
    if (isEnded()) {
      started.kill();
    }
  }

  private void exited(int status) {
    initLimit.end();
    settled.complete(null);
    thread("exit", () -> reportExit(status)).start();
  }

  /** What it has sent before its end comes first. */
  private void reportExit(int status) {
    RuntimeApi open = api;
    if (open != null) {
      open.awaitEnd(LAST_WORDS_MILLIS);
    }
    owner.exited(this, ProcessExit.of(status, initError));
  }

  /** Returns what is complete when it is ready, or has ended. */
  CompletableFuture<Void> settled() {
    return settled;
  }

  @Override
  public void ready() {
    awaitBegun();
    initLimit.end();
    settled.complete(null);
    took = Duration.ofNanos(real.nanos() - began);
    memory.sample(usage());
    Consumer<RuntimeProcess> then;
    synchronized (this) {
      then = ready;
      ready = null;
    }
    if (then != null) {
      then.accept(this);
    }
  }

  /** A small program can ask for an event before the thread that has started it has its handle. */
  private void awaitBegun() {
    try {
      begun.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does something when the runtime is ready for an event. */
  void whenReady(Consumer<RuntimeProcess> then) {
    synchronized (this) {
      if (took == null) {
        ready = then;
        return;
      }
    }
    then.accept(this);
  }

  boolean isReady() {
    return took != null;
  }

  /** Returns how long it took to be ready. */
  Duration took() {
    Duration known = took;
    return known == null ? Duration.ofNanos(real.nanos() - began) : known;
  }

  int version() {
    return version;
  }

  /** Returns whether it has been given an event that it has not asked for. */
  boolean keepsEvent() {
    RuntimeApi open = api;
    return open != null && open.keepsEvent();
  }

  /** Hands an event over. */
  void give(Invocation invocation) {
    RuntimeApi open = api;
    Child alive = child;
    if (open != null && alive != null) {
      alive.thaw();
      open.give(RuntimeEvent.of(invocation, TimeSource.system().now().toEpochMilli()));
    }
  }

  @Override
  public void responded(RuntimeRequest response, boolean isTooLong) {
    owner.responded(response, isTooLong);
  }

  @Override
  public void failed(RuntimeRequest error) {
    owner.failed(error);
  }

  @Override
  public void initFailed(RuntimeRequest error) {
    initError = RuntimeErrorReport.of(error);
    takeOutput();
    kill();
  }

  /** Stops it between invocations, if that is asked for. */
  void freeze() {
    ProcessSettings settings = host.children().settings();
    Child alive = child;
    if (settings.freezes() && host.debugPort() == null && alive != null) {
      alive.freeze();
    }
  }

  /** Takes what it has written. */
  boolean takeOutput() {
    Child known = child;
    return known != null && known.output().take();
  }

  /** Takes what it has written and what it uses; returns whether it has something to do. */
  boolean look(boolean isBusy) {
    boolean any = takeOutput();
    if (isBusy && memory.isDue()) {
      memory.sample(usage());
      if (memory.isExceeded(usage())) {
        kill();
      }
    }
    return any || isBusy;
  }

  ProcessUsage usage() {
    Child known = child;
    return known == null ? ProcessUsage.UNKNOWN : known.usage();
  }

  int usedMb() {
    return memory.usedMb();
  }

  /** Returns something that changes as long as it gets on. */
  StackTraceElement[] progress() {
    long mark = took == null ? real.nanos() : usage().cpuTicks();
    return new StackTraceElement[] {new StackTraceElement("process", "run", null, (int) mark)};
  }

  String words() {
    Child known = child;
    return known == null ? "its start" : "work in process " + known.pid();
  }

  void kill() {
    Child known;
    synchronized (this) {
      ended = true;
      known = child;
    }
    if (known != null) {
      known.kill();
    }
  }

  /** Asks it to end; ends it a moment later if it has not. */
  void end() {
    Child known;
    synchronized (this) {
      ended = true;
      known = child;
    }
    if (known != null) {
      known.end();
      thread("end", known::awaitEnd).start();
    }
  }

  void awaitEnd() {
    Child known = child;
    if (known != null) {
      known.awaitEnd();
    }
  }

  /** Lets go of the API, and of what the process has left running. */
  void close() {
    initLimit.end();
    Child known = child;
    if (known != null) {
      known.sweep();
    }
    RuntimeApi open = api;
    if (open != null) {
      open.close();
    }
  }
}
