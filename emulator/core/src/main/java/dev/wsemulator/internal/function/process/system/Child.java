package dev.wsemulator.internal.function.process.system;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** A process that runs a function. Thread-safe. */
public final class Child {
  /** The variable with the address of the Runtime API. */
  public static final String RUNTIME_API = "AWS_LAMBDA_RUNTIME_API";

  private static final int SWEEPS = 6;

  /** How long a process that is asked to end may take. */
  private static final long GRACE_MILLIS = 500;

  private final Process process;
  private final ProcessGuard guard;
  private final ChildOutput output;
  private final String address;
  private volatile boolean frozen;

  /**
   * Where a process runs, and who learns of it.
   *
   * @param guard watches over it
   * @param lines takes what it writes
   * @param address the address of its Runtime API, by which its own child processes are known
   */
  public record Place(ProcessGuard guard, Consumer<String> lines, String address) {}

  private Child(Process process, Place place) {
    this.process = process;
    this.guard = place.guard();
    this.output = new ChildOutput(process.getInputStream(), place.lines());
    this.address = place.address();
  }

  /**
   * Starts a process.
   *
   * @param exited takes the status when it has ended, and has nothing more to write
   * @throws IOException if it cannot be started
   */
  public static Child start(ProcessBuilder builder, Place place, IntConsumer exited)
      throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    Child child = new Child(process, place);
    place.guard().add(process.pid());
    process
        .onExit()
        .thenAccept(
            ended -> {
              place.guard().remove(ended.pid());
              child.output.end();
              exited.accept(ended.exitValue());
            });
    return child;
  }

  public long pid() {
    return process.pid();
  }

  public ChildOutput output() {
    return output;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public ProcessUsage usage() {
    return HostSystem.current().usage(process.pid());
  }

  /** Stops it until {@link #thaw}. */
  public void freeze() {
    frozen = true;
    guard.signal("STOP", process.pid());
  }

  /** Lets it go on. */
  public void thaw() {
    if (frozen) {
      frozen = false;
      guard.signal("CONT", process.pid());
    }
  }

  /** Ends it at once, with all that it has started. */
  public void kill() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    guard.kill(process.pid());
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** Asks it to end; {@link #awaitEnd} sees to it. */
  public void end() {
    thaw();
    process.toHandle().destroy(); // not Process.destroy, which closes its streams, too
  }

  /**
   * Waits a moment until it has ended as it was asked to, and else ends it, and what it has left.
   */
  public void awaitEnd() {
    try {
      process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (process.isAlive()) {
      kill();
    }
    sweep();
  }

  /**
   * Ends processes that it has started, and that have left its group; they may start others, also
   * while they are looked for.
   */
  public void sweep() {
    boolean isClean = false;
    for (int i = 0; i < SWEEPS; i++) {
      List<ProcessHandle> left = HostSystem.current().withVariable(RUNTIME_API, address);
      left.forEach(ProcessHandle::destroyForcibly);
      left.forEach(Child::awaitEnd);
      if (isClean && left.isEmpty()) {
        return;
      }
      isClean = left.isEmpty();
    }
  }

  private static void awaitEnd(ProcessHandle killed) {
    killed.onExit().completeOnTimeout(killed, GRACE_MILLIS, TimeUnit.MILLISECONDS).join();
  }
}
