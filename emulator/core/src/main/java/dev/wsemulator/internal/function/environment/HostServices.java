package dev.wsemulator.internal.function.environment;

import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.function.log.FunctionLogs;
import dev.wsemulator.time.TimeSource;

/**
 * What the functions of a stack share, however they run. Thread-safe.
 *
 * @param pace the clocks, and how many environments there may be
 * @param egress decides where calls of functions go
 */
public record HostServices(
    FunctionRuntimeConfig settings, Pace pace, FunctionLogs logs, Egress egress, Workers workers) {

  /**
   * By which clocks functions run.
   *
   * @param time the emulator's clock
   * @param real the clock by which threads work
   * @param concurrency how many environments there are of all functions
   */
  public record Pace(TimeSource time, TimeSource real, Concurrency concurrency) {
    public static Pace of(TimeSource time) {
      return new Pace(time, TimeSource.system(), new Concurrency(Concurrency.OF_AN_ACCOUNT));
    }
  }

  public TimeSource time() {
    return pace.time();
  }
}
