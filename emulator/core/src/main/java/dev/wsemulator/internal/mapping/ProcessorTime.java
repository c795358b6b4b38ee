package dev.wsemulator.internal.mapping;

import dev.wsemulator.time.TimeSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Measures the processor time of the current thread, so that load on the machine does not matter. A
 * JVM without this measurement returns the elapsed time.
 */
final class ProcessorTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ProcessorTime() {}

  static long nanos() {
    return THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled()
        ? THREADS.getCurrentThreadCpuTime()
        : TimeSource.system().nanos();
  }
}
