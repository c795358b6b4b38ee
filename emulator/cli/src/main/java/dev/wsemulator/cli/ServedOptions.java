package dev.wsemulator.cli;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Framing;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where and how an emulator is reached. */
final class ServedOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description =
          "The address to listen on; 0.0.0.0 lets other machines in. Default: ${DEFAULT-VALUE}.")
  private String host;

  private int port;
  private @Nullable Path web;
  private @Nullable Framing framing;

  ServedOptions() {}

  @Option(
      names = "--port",
      defaultValue = "3010",
      paramLabel = "PORT",
      description = "The port; 0 picks a free one. Default: ${DEFAULT-VALUE}.")
  void setPort(int number) {
    if (number < 0 || number > 65535) {
      throw wrong("--port " + number + " is not between 0 and 65535.");
    }
    port = number;
  }

  @Option(
      names = "--web",
      paramLabel = "DIR",
      description = "Serves the static files of a folder at /.")
  void setWeb(@Nullable Path folder) {
    if (folder != null && !Files.isDirectory(folder)) {
      throw wrong("--web " + folder + " is not a folder. Build the page first.");
    }
    web = folder;
  }

  @Option(
      names = "--framing",
      paramLabel = "HOW",
      description =
          "How messages to clients are cut into frames: uneven (the default, as on AWS),"
              + " uneven:SEED for other cuts, or even, at 32,768 bytes only.")
  void setFraming(@Nullable String name) {
    try {
      framing = name == null ? null : Framing.of(name);
    } catch (IllegalArgumentException e) {
      throw wrong("--framing: " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Sets all of it. */
  void into(WebSocketApiEmulator.Builder builder) {
    builder.host(host).port(port);
    if (web != null) {
      builder.webRoot(web);
    }
    if (framing != null) {
      builder.framing(framing);
    }
  }

  /** Returns whether there is a page. */
  boolean hasPage() {
    return web != null;
  }
}
