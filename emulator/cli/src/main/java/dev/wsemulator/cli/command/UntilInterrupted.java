package dev.wsemulator.cli.command;

import dev.wsemulator.cli.console.ExitCode;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs until Ctrl-C: runs the final action once, whether the process is interrupted or the task
 * ends. An interrupted process ends with 0, as this is the way to end it.
 */
final class UntilInterrupted {
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Runnable atEnd;

  private UntilInterrupted(Runnable atEnd) {
    this.atEnd = atEnd;
  }

  /**
   * Does something that ends by itself or by Ctrl-C.
   *
   * @param atEnd the final action
   */
  static void run(Runnable task, Runnable atEnd) {
    UntilInterrupted it = new UntilInterrupted(atEnd);
    Thread hook = new Thread(it::interrupted, "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      task.run();
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
        it.end();
      } catch (IllegalStateException e) {
        it.end(); // the process is being interrupted, and the shutdown hook runs the final action
      }
    }
  }

  private void interrupted() {
    end();
    Runtime.getRuntime().halt(ExitCode.DONE);
  }

  private void end() {
    if (ended.compareAndSet(false, true)) {
      atEnd.run();
    }
  }
}
