package dev.wsemulator.internal.mapping;

import dev.wsemulator.time.TimeSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How long the current thread has run on a processor, so that a busy machine makes nothing look
 * slow. A JVM without this measurement returns the elapsed time.
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
