package dev.wsemulator.cli.command;

import dev.wsemulator.cli.client.AdminApi;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.console.ProcessEnvironment;
import dev.wsemulator.cli.option.EmulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code post}: sends something to a client. */
@Command(
    preprocessor = ConnectionId.class,
    name = "post",
    description = "Sends a message to a client of a running emulator, as a back end would.",
    mixinStandardHelpOptions = true)
public final class PostCommand implements Callable<Integer> {
  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "The connection.",
      converter = ConnectionId.class)
  private String id;

  @Parameters(
      index = "1",
      paramLabel = "TEXT|-",
      converter = ConnectionId.class,
      description = "The message; - reads it from standard input.")
  private String text;

  @Override
  public Integer call() {
    String message = text.equals("-") ? typed(output.processEnvironment()) : text;
    emulator.admin().post("connections/" + AdminApi.encoded(id), message);
    int bytes = message.getBytes(StandardCharsets.UTF_8).length;
    output.result(
        "Sent %d bytes to %s.".formatted(bytes, id), Map.of("connectionId", id, "bytes", bytes));
    return ExitCode.DONE;
  }

  /** Returns all of standard input. */
  static String typed(ProcessEnvironment environment) {
    try {
      return new String(environment.in().readAllBytes(), environment.charset());
    } catch (IOException e) {
      throw new UncheckedIOException("Standard input cannot be read.", e);
    }
  }
}
