package dev.wsemulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.client.AdminApi;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.option.EmulatorOptions;
import dev.wsemulator.cli.option.FaultNames;
import dev.wsemulator.cli.option.StrikeOptions;
import dev.wsemulator.fault.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drop}: ends a client's connection, or many. */
@Command(
    preprocessor = ConnectionId.class,
    name = "drop",
    description =
        "Ends a client's connection to a running emulator, or makes it silent, for a time or forever.",
    mixinStandardHelpOptions = true)
public final class DropCommand implements Callable<Integer> {
  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;

  @Mixin private StrikeOptions choice;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The connection; or --all.",
      converter = ConnectionId.class)
  private @Nullable String id;

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      defaultValue = "reset",
      completionCandidates = Ends.class,
      description = "The fault: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private String fault;

  @Option(names = "--code", paramLabel = "CODE", description = "The code of --fault close.")
  private @Nullable Integer code;

  @Option(names = "--reason", paramLabel = "TEXT", description = "The reason of --fault close.")
  private @Nullable String reason;

  @Option(
      names = "--by",
      paramLabel = "TIME",
      description = "The duration of --fault stall: 500ms, 90s, 10m, 2h.")
  private @Nullable Duration amount;

  /** The faults that can strike a connection at any moment. */
  static final class Ends implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return FaultNames.of(Fault.names(Fault::strikesConnections)).iterator();
    }
  }

  @Override
  public Integer call() {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("fault", fault);
    if (code != null) {
      query.put("code", code);
    }
    if (reason != null) {
      query.put("reason", reason);
    }
    if (amount != null) {
      query.put("by", amount);
    }
    Map<String, Object> chosen = choice.parameters();
    if (id != null && !choice.isForAll() && chosen.isEmpty()) {
      emulator.admin().delete(AdminApi.path("connections/" + AdminApi.encoded(id), query));
      output.result(
          (amount == null ? "Dropped %s: %s." : "Stalled %s: %s.").formatted(id, fault),
          Map.of("connectionId", id, "fault", fault));
    } else if (id == null && choice.isForAll()) {
      query.putAll(chosen);
      dropAll(query);
    } else {
      throw new ParameterException(
          spec.commandLine(),
          "Either give the id of a connection, or --all, with options that choose among all.");
    }
    return ExitCode.DONE;
  }

  private void dropAll(Map<String, Object> query) {
    JsonNode struck = emulator.admin().delete(AdminApi.path("connections", query));
    Object over = query.get("over");
    output.result(
        "Connections dropped%s: %d, by %s."
            .formatted(over == null ? "" : " over " + over, struck.path("struck").asInt(), fault),
        struck);
  }
}
