package dev.wsemulator.cli.option;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose which of all connections are dropped, and how fast. */
public final class StrikeOptions {
  @Option(
      names = "--all",
      description = "Drops all open connections, or those that the options below choose.")
  private boolean all;

  @Option(names = "--api", paramLabel = "ID", description = "With --all: only of this API.")
  private @Nullable String api;

  @Option(names = "--stage", paramLabel = "NAME", description = "With --all: only of this stage.")
  private @Nullable String stage;

  @Option(
      names = "--idle",
      paramLabel = "TIME",
      description = "With --all: only without a message for at least this long, such as 350s.")
  private @Nullable Duration idle;

  @Option(
      names = "--age",
      paramLabel = "TIME",
      description = "With --all: only those that are at least this old, such as 90m.")
  private @Nullable Duration age;

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      description = "With --all: only this share, such as 0.5.")
  private @Nullable Double share;

  @Option(
      names = "--over",
      paramLabel = "TIME",
      description = "With --all: evenly spread over this time, such as 1m.")
  private @Nullable Duration over;

  StrikeOptions() {}

  /** Returns whether all connections are meant. */
  public boolean isForAll() {
    return all;
  }

  /** Returns the parameters of the call. */
  public Map<String, Object> parameters() {
    Map<String, Object> call = new LinkedHashMap<>();
    MatcherOptions.put(call, "api", api);
    MatcherOptions.put(call, "stage", stage);
    MatcherOptions.put(call, "idle", idle);
    MatcherOptions.put(call, "age", age);
    MatcherOptions.put(call, "share", share);
    MatcherOptions.put(call, "over", over);
    return call;
  }
}
