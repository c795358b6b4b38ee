package dev.wsemulator.internal.function.process;

import dev.wsemulator.internal.file.Machine;
import dev.wsemulator.internal.function.process.system.HostSystem;
import dev.wsemulator.internal.function.process.system.ProcessGuard;
import dev.wsemulator.internal.function.process.system.ProgramVersions;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.ProcessSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the child processes of all functions share; nothing is made before the first function needs
 * it. Thread-safe.
 */
public final class ChildProcesses implements AutoCloseable {
  /** Where code that was unpacked finds packages which Lambda brings. */
  private static final Path SHARED_PACKAGES =
      Machine.real().cacheFolder().toAbsolutePath().resolve(Path.of("nodejs", "node_modules"));

  private static final Logger LOG = LoggerFactory.getLogger(ChildProcesses.class);

  /** How often the output of processes is taken that run something. */
  private static final long BUSY_MILLIS = 5;

  /** How often the output of processes is taken that run nothing. */
  private static final long IDLE_MILLIS = 50;

  private final ProcessSettings settings;
  private final RuntimePrograms programs;
  private final RuntimeCommands commands;
  private final ProcessGuard guard = new ProcessGuard();
  private final Set<Watched> started = ConcurrentHashMap.newKeySet();
  private final Semaphore starts =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  private final Object lock = new Object();
  private @Nullable Path folder;
  private @Nullable Bootstraps bootstraps;
  private @Nullable CodeFolders codeFolders;
  private @Nullable TrustStores trustStores;
  private @Nullable Thread watch;
  private volatile boolean closed;

  /** An environment that is looked after while it has a process. */
  interface Watched {
    /** Takes what the process has written; returns whether it runs something. */
    boolean look();

    /** Waits a moment for the end of the process, and sees to it. */
    void awaitEnd();
  }

  public ChildProcesses(ProcessSettings settings) {
    this.settings = settings;
    ProgramVersions versions = new ProgramVersions();
    this.programs = new RuntimePrograms(HostSystem.current(), settings, versions);
    this.commands = new RuntimeCommands(this::bootstraps, this::trustStores, versions);
  }

  ProcessSettings settings() {
    return settings;
  }

  RuntimePrograms programs() {
    return programs;
  }

  RuntimeCommands commands() {
    return commands;
  }

  ProcessGuard guard() {
    return guard;
  }

  /**
   * Returns the bootstraps.
   *
   * @throws UncheckedIOException if there is no folder for them
   */
  Bootstraps bootstraps() {
    synchronized (lock) {
      Bootstraps known = bootstraps;
      if (known == null) {
        known = new Bootstraps(folder().resolve("runtime"));
        bootstraps = known;
      }
      return known;
    }
  }

  /**
   * Returns what lays out code.
   *
   * @throws UncheckedIOException if there is no folder for it
   */
  CodeFolders codeFolders() {
    synchronized (lock) {
      CodeFolders known = codeFolders;
      if (known == null) {
        known = new CodeFolders(folder(), SHARED_PACKAGES);
        codeFolders = known;
      }
      return known;
    }
  }

  /**
   * Returns the certificates that JVMs trust.
   *
   * @throws UncheckedIOException if there is no folder for them
   */
  TrustStores trustStores() {
    synchronized (lock) {
      TrustStores known = trustStores;
      if (known == null) {
        known = new TrustStores(folder());
        trustStores = known;
      }
      return known;
    }
  }

  /**
   * Returns whether the code of a function runs in a process of its own: because it is of that
   * kind, or because that is asked for.
   */
  public boolean runs(FunctionDefinition.Code code) {
    return code instanceof ChildProcess
        || code instanceof FunctionDefinition.Files files
            && !files.classPath().isEmpty()
            && (settings.isolatesJava() || settings.programs().containsKey(files.runtime()));
  }

  private Path folder() {
    Path known = folder;
    if (known == null) {
      try {
        known = Files.createTempDirectory("wsemulator-functions-");
      } catch (IOException e) {
        throw new UncheckedIOException("There is no temporary folder for functions.", e);
      }
      folder = known;
    }
    return known;
  }

  /** Looks after an environment from now on: takes its output, and the memory that it uses. */
  void add(Watched environment) {
    started.add(environment);
    synchronized (lock) {
      if (watch == null && !closed) {
        Thread thread = new Thread(this::watch, "wsemulator-children");
        thread.setDaemon(true);
        thread.start();
        watch = thread;
      }
    }
  }

  /**
   * Starts a process that no invocation waits for, when not too many others start: those that are
   * waited for need the processors.
   *
   * @param start starts it, and returns what is complete when it is ready
   */
  void startAhead(Supplier<CompletableFuture<Void>> start) {
    try {
      starts.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the emulator closes
      return;
    }
    try {
      start.get().whenComplete((ready, failure) -> starts.release());
    } catch (RuntimeException e) {
      starts.release();
      throw e;
    }
  }

  void remove(Watched environment) {
    started.remove(environment);
  }

  private void watch() {
    while (!closed) {
      boolean isBusy = false;
      for (Watched environment : started) {
        isBusy |= environment.look();
      }
      pause(isBusy ? BUSY_MILLIS : IDLE_MILLIS);
    }
  }

  private void pause(long millis) {
    synchronized (lock) {
      try {
        if (!closed) {
          lock.wait(millis);
        }
      } catch (InterruptedException e) {
        closed = true; // the thread is its own
      }
    }
  }

  /** Ends what is shared, after all processes have been asked to end. */
  @Override
  public void close() {
    started.forEach(Watched::awaitEnd);
    started.clear();
    guard.close();
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
      if (folder != null) {
        delete(folder);
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(one);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("The folder {} could not be removed.", folder, e);
    }
  }
}
