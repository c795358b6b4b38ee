package dev.wsemulator.cli.option;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that restrict a fault rule to an API, a connection, a function and so on. */
public final class MatcherOptions {
  @Option(names = "--api", paramLabel = "ID", description = "Only for this API.")
  private @Nullable String api;

  @Option(names = "--stage", paramLabel = "NAME", description = "Only for this stage.")
  private @Nullable String stage;

  @Option(names = "--connection", paramLabel = "ID", description = "Only for this connection.")
  private @Nullable String connection;

  @Option(names = "--route", paramLabel = "KEY", description = "Only for this route.")
  private @Nullable String route;

  @Option(names = "--function", paramLabel = "NAME", description = "Only for this function.")
  private @Nullable String function;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Only for this embedded service, by its name in endpoints, such as s3.")
  private @Nullable String service;

  @Option(
      names = "--direction",
      paramLabel = "WAY",
      description = "Only for this direction: from-client or to-client.")
  private @Nullable String direction;

  @Option(
      names = "--source",
      paramLabel = "ARN",
      description =
          "Only for events of this source: the ARN or the name of a queue, a table, a topic, a"
              + " bucket, a rule or a schedule.")
  private @Nullable String source;

  @Option(
      names = "--idle",
      paramLabel = "TIME",
      description = "Only for connections without a message for at least this long, such as 350s.")
  private @Nullable Duration idle;

  @Option(
      names = "--age",
      paramLabel = "TIME",
      description = "Only for connections that are at least this old, such as 90m.")
  private @Nullable Duration age;

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      description = "Only for this share of the connections, such as 0.5 for each second one.")
  private @Nullable Double share;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "Only for calls on this table of DynamoDB.")
  private @Nullable String table;

  @Option(
      names = "--index",
      paramLabel = "NAME",
      description = "Only for reads of this secondary index; * for each.")
  private @Nullable String index;

  @Option(names = "--bucket", paramLabel = "NAME", description = "Only for calls on this bucket.")
  private @Nullable String bucket;

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      description = "Only for this operation of a service, such as PutItem.")
  private @Nullable String operation;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Only for items with this partition key, or this object.")
  private @Nullable String key;

  @Option(
      names = "--alias",
      paramLabel = "NAME",
      description = "Only for this alias or version of a function.")
  private @Nullable String alias;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Only for invocations while N of the function run already, or more.")
  private @Nullable Integer concurrency;

  MatcherOptions() {}

  /** Adds the given options to a call. */
  public void into(Map<String, Object> call) {
    put(call, "api", api);
    put(call, "stage", stage);
    put(call, "connection", connection);
    put(call, "route", route);
    put(call, "function", function);
    put(call, "service", service);
    put(call, "direction", direction);
    put(call, "source", source);
    put(call, "idle", text(idle));
    put(call, "age", text(age));
    put(call, "share", share);
    put(call, "table", table);
    put(call, "index", index);
    put(call, "bucket", bucket);
    put(call, "operation", operation);
    put(call, "key", key);
    put(call, "alias", alias);
    put(call, "concurrency", concurrency);
  }

  private static @Nullable String text(@Nullable Duration duration) {
    return duration == null ? null : duration.toString();
  }

  /** Adds a parameter if there is one. */
  public static void put(Map<String, Object> call, String name, @Nullable Object value) {
    if (value != null) {
      call.put(name, value);
    }
  }
}
