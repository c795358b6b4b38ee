package dev.wsemulator.internal.function.process;

import dev.wsemulator.internal.function.process.system.ProcessUsage;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;

/** Samples the memory that a process uses, and reports when it uses too much. Thread-safe. */
final class MemoryLimit {
  private static final long SAMPLE_NANOS = Duration.ofMillis(50).toNanos();

  private final ProcessHost host;
  private final TimeSource real;
  private volatile int usedMb;
  private volatile long sampled;

  MemoryLimit(ProcessHost host) {
    this.host = host;
    this.real = host.services().pace().real();
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
    int allowed = host.definition().memoryMb();
    if (!host.children().settings().limitsMemory() || usage.memoryMb() <= allowed) {
      return false;
    }
    host.log()
        .warn(
            "Function {} used more than its memory, {} MB, and is killed.",
            host.definition().name(),
            allowed);
    return true;
  }
}
