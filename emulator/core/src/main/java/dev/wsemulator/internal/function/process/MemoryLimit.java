package dev.wsemulator.internal.function.process;

import dev.wsemulator.internal.function.process.system.ProcessUsage;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import org.slf4j.Logger;

/** Samples the memory that a process uses, and reports when it uses too much. Thread-safe. */
final class MemoryLimit {
  private static final long SAMPLE_NANOS = Duration.ofMillis(50).toNanos();

  private final FunctionDefinition function;
  private final boolean enforced;
  private final TimeSource real;
  private final Logger log;
  private volatile int usedMb;
  private volatile long sampled;

  /**
   * Samples nothing yet.
   *
   * @param enforced whether a process that uses too much has to be killed
   */
  MemoryLimit(FunctionDefinition function, boolean enforced, TimeSource real, Logger log) {
    this.function = function;
    this.enforced = enforced;
    this.real = real;
    this.log = log;
  }

  /** Returns the most that it has used, as far as that is known. */
  int usedMb() {
    return usedMb;
  }

  boolean isDue() {
    return real.nanos() - sampled > SAMPLE_NANOS;
  }

  void sample(ProcessUsage usage) {
    sampled = real.nanos();
    usedMb = usage.mostMemoryMb();
  }

  /** Returns whether it uses more than the function may, and has to be killed; warns if so. */
  boolean isExceeded(ProcessUsage usage) {
    int allowed = function.memoryMb();
    if (!enforced || usage.memoryMb() <= allowed) {
      return false;
    }
    log.warn(
        "Function {} used more than its memory, {} MB, and is killed.", function.name(), allowed);
    return true;
  }
}
