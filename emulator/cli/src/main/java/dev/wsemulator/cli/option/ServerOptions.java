package dev.wsemulator.cli.option;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.api.Framing;
import dev.wsemulator.cli.project.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for the emulator's address. */
public final class ServerOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description =
          "The address to listen on; 0.0.0.0 admits other machines. Default: ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--tools-from-network",
      description =
          "Permits other machines to use the admin API and the control plane: anyone who reaches the port can then run code on this machine.")
  private boolean hasToolsFromNetwork;

  private List<String> names = List.of();
  private int port;
  private @Nullable Path web;
  private @Nullable Framing framing;

  ServerOptions() {}

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
      names = "--allow-host",
      split = Setting.SEPARATOR,
      hideParamSyntax = true,
      paramLabel = "NAME",
      description =
          "A host name to accept, in addition to localhost, addresses, custom domain names and names of AWS; *.example.com accepts all names below; repeatable.")
  void setNames(@Nullable List<String> hosts) {
    names = hosts == null ? List.of() : hosts;
    for (String name : names) {
      if (!name.matches("(\\*\\.)?[A-Za-z0-9_.-]+")) {
        throw wrong(
            "--allow-host %s is not a host name. Write it without scheme and port, such as emulator."
                .formatted(name));
      }
    }
  }

  @Option(
      names = "--framing",
      paramLabel = "HOW",
      description =
          "How messages to clients are split into frames: uneven (default, as on AWS), uneven:SEED for other sizes, or even (32,768 bytes).")
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
  public void into(EmulatorBuilder builder) {
    builder.host(host).port(port).toolsFromNetwork(hasToolsFromNetwork);
    names.forEach(builder::allowHost);
    if (web != null) {
      builder.webRoot(web);
    }
    if (framing != null) {
      builder.framing(framing);
    }
  }

  /** Returns a warning for an emulator that other machines can reach. */
  public List<String> warnings(boolean hasTestKey) {
    if (isOfThisMachine()) {
      return List.of();
    }
    List<String> open = new ArrayList<>(List.of("the WebSocket, HTTP and REST APIs"));
    open.add("@connections" + (hasTestKey ? ", with the public key test" : ""));
    if (web != null) {
      open.add("the files of " + web);
    }
    if (hasToolsFromNetwork) {
      open.add("the admin API and the control plane, which can run code here");
    }
    String rest =
        hasToolsFromNetwork
            ? ""
            : " The admin API and the control plane accept this machine only, unless you add --tools-from-network.";
    return List.of(
        "--host %s admits other machines. Exposed: %s.%s"
            .formatted(host, String.join("; ", open), rest));
  }

  private boolean isOfThisMachine() {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }

  /** Returns whether there is a page. */
  public boolean hasPage() {
    return web != null;
  }
}
