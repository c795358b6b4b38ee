package dev.wsemulator.internal.function.process.system;

/**
 * What a process uses now.
 *
 * @param waits whether it waits for something; {@code false} if that is not known
 * @param cpuTicks how much it has worked, in a unit of the system
 * @param memoryMb its memory; 0 if that is not known
 * @param mostMemoryMb the most that it has used
 */
public record ProcessUsage(boolean waits, long cpuTicks, int memoryMb, int mostMemoryMb) {
  /** Nothing is known. */
  public static final ProcessUsage UNKNOWN = new ProcessUsage(false, 0, 0, 0);
}
