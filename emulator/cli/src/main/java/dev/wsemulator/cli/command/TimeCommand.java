package dev.wsemulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.console.CommandJson;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.option.EmulatorOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code time}: shows the emulator's clock, and moves it. */
@Command(
    name = "time",
    description = "Shows the clock of a running emulator; moves it if it is virtual.",
    mixinStandardHelpOptions = true,
    subcommands = {TimeCommand.Show.class, TimeCommand.Advance.class})
public final class TimeCommand implements Callable<Integer> {
  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    return say(emulator.admin().get("time"), output);
  }

  private static int say(JsonNode time, OutputOptions output) {
    String manner = time.path("virtual").asBoolean() ? "virtual" : "system clock";
    output.result("%s (%s)".formatted(time.path("now").asText(), manner), time);
    return ExitCode.DONE;
  }

  /** {@code time show}. */
  @Command(name = "show", description = "Shows the clock.", mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private EmulatorOptions emulator;
    @Mixin private OutputOptions output;

    @Override
    public Integer call() {
      return say(emulator.admin().get("time"), output);
    }
  }

  /** {@code time advance}. */
  @Command(
      name = "advance",
      description =
          "Advances virtual time; everything that is due has happened when the command ends.",
      mixinStandardHelpOptions = true)
  static final class Advance implements Callable<Integer> {
    @Mixin private EmulatorOptions emulator;
    @Mixin private OutputOptions output;

    @Parameters(paramLabel = "TIME", description = "The duration: 90s, 10m, 2h, PT1M30S.")
    private Duration amount;

    @Option(
        names = "--settle",
        paramLabel = "TIME",
        defaultValue = "20s",
        description =
            "How long to wait, in real time, for running functions. Default: ${DEFAULT-VALUE}.")
    private Duration settle;

    @Override
    public Integer call() {
      Map<String, String> call = Map.of("advance", amount.toString(), "settle", settle.toString());
      return say(emulator.admin().post("time", CommandJson.write(call)), output);
    }
  }
}
