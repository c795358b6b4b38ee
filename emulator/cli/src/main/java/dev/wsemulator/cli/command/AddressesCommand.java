package dev.wsemulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.console.CommandJson;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.console.TextTable;
import dev.wsemulator.cli.option.EmulatorOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code addresses}: where the emulator listens, and where it refuses connections. */
@Command(
    name = "addresses",
    description = "Lists the addresses of a running emulator, and opens further ones.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AddressesCommand.Open.class,
      AddressesCommand.Refuse.class,
      AddressesCommand.Accept.class
    })
public final class AddressesCommand implements Callable<Integer> {
  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    return list(emulator.admin().get("addresses"), output);
  }

  private static int list(JsonNode all, OutputOptions output) {
    TextTable table = new TextTable("ADDRESS", "CONNECTIONS");
    for (JsonNode each : all.path("addresses")) {
      table.row(
          each.path("url").asText(), each.path("accepts").asBoolean() ? "accepted" : "refused");
    }
    output.result(String.join(System.lineSeparator(), table.lines()), all);
    return ExitCode.DONE;
  }

  private static int change(
      EmulatorOptions emulator, OutputOptions output, int port, Map<String, Object> call) {
    return list(emulator.admin().patch("addresses/" + port, CommandJson.write(call)), output);
  }

  /** {@code addresses open}. */
  @Command(
      name = "open",
      description = "Opens a further address on a free port, and prints its URL.",
      mixinStandardHelpOptions = true)
  static final class Open implements Callable<Integer> {
    @Mixin private EmulatorOptions emulator;
    @Mixin private OutputOptions output;

    @Override
    public Integer call() {
      JsonNode opened = emulator.admin().post("addresses", "");
      output.result(opened.path("url").asText(), opened);
      return ExitCode.DONE;
    }
  }

  /** {@code addresses refuse}. */
  @Command(
      name = "refuse",
      description = "Refuses connections at an address; those that are open stay.",
      mixinStandardHelpOptions = true)
  static final class Refuse implements Callable<Integer> {
    @Mixin private EmulatorOptions emulator;
    @Mixin private OutputOptions output;

    @Parameters(paramLabel = "PORT", description = "The port of the address.")
    private int port;

    @Option(
        names = "--for",
        paramLabel = "TIME",
        description = "For how long: 500ms, 90s, 10m. Without it, until they are accepted again.")
    private @Nullable Duration time;

    @Override
    public Integer call() {
      Map<String, Object> call = new LinkedHashMap<>();
      call.put("accepts", false);
      if (time != null) {
        call.put("for", time.toString());
      }
      return change(emulator, output, port, call);
    }
  }

  /** {@code addresses accept}. */
  @Command(
      name = "accept",
      description = "Accepts connections at an address again.",
      mixinStandardHelpOptions = true)
  static final class Accept implements Callable<Integer> {
    @Mixin private EmulatorOptions emulator;
    @Mixin private OutputOptions output;

    @Parameters(paramLabel = "PORT", description = "The port of the address.")
    private int port;

    @Override
    public Integer call() {
      return change(emulator, output, port, Map.of("accepts", true));
    }
  }
}
