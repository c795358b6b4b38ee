package dev.wsemulator.cli.option;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a delay that is another one at each occasion. */
public final class DelayOptions {
  @Option(
      names = "--min",
      paramLabel = "TIME",
      description = "The shortest delay, in place of --by.")
  private @Nullable Duration min;

  @Option(names = "--p50", paramLabel = "TIME", description = "Half of the delays are no longer.")
  private @Nullable Duration p50;

  @Option(names = "--p90", paramLabel = "TIME", description = "Nine of ten delays are no longer.")
  private @Nullable Duration p90;

  @Option(names = "--p99", paramLabel = "TIME", description = "99 of 100 delays are no longer.")
  private @Nullable Duration p99;

  @Option(names = "--max", paramLabel = "TIME", description = "The longest delay.")
  private @Nullable Duration max;

  DelayOptions() {}

  /** Adds the given options to a call. */
  public void into(Map<String, Object> call) {
    put(call, "min", min);
    put(call, "p50", p50);
    put(call, "p90", p90);
    put(call, "p99", p99);
    put(call, "max", max);
  }

  private static void put(Map<String, Object> call, String name, @Nullable Duration delay) {
    MatcherOptions.put(call, name, delay == null ? null : delay.toString());
  }
}
