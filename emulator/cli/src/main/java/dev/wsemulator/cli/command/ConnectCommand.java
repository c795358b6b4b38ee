package dev.wsemulator.cli.command;

import dev.wsemulator.cli.client.Client;
import dev.wsemulator.cli.client.ClientOutput;
import dev.wsemulator.cli.client.InputDispatcher;
import dev.wsemulator.cli.client.PipedLines;
import dev.wsemulator.cli.client.TypedLines;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.option.ClientOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code connect}: an interactive client of an API. */
@Command(
    name = "connect",
    description = {
      "Connects as a client. Each line typed or piped in is a message.",
      "Ctrl-C or Ctrl-D ends it. The exit code is 1 if the handshake is refused or the server closes with another code than 1000."
    },
    mixinStandardHelpOptions = true)
public final class ConnectCommand implements Callable<Integer> {
  @Mixin private ClientOptions options;
  @Mixin private OutputOptions output;

  @Parameters(arity = "0..1", paramLabel = "URL", description = "As --connect.")
  private @Nullable String address;

  @Option(
      names = {"-x", "--execute"},
      paramLabel = "MESSAGE",
      description = "Sends a message, waits (--wait) and ends; repeatable.")
  private List<String> execute = new ArrayList<>();

  @Option(
      names = "--slash",
      description = "Interprets /ping [TEXT], /pong [TEXT] and /close [CODE [REASON]] as commands.")
  private boolean slash;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "The history file. Default: a file in the user's state folder.")
  private @Nullable Path history;

  @Option(names = "--no-history", description = "Turns the history off.")
  private boolean forgets;

  @Override
  public Integer call() throws IOException {
    if (address != null) {
      options.address(address);
    }
    boolean typed =
        execute.isEmpty() && output.processEnvironment().isTerminal() && !output.isJson();
    return typed ? talk() : say();
  }

  /** Sends the messages of the command line, or lines from a pipe. */
  private int say() {
    Client client = Client.open(options.handshake(), ClientOutput.plain(output));
    if (client == null) {
      return ExitCode.FAILED;
    }
    InputDispatcher speech = new InputDispatcher(client, slash);
    if (execute.isEmpty()) {
      new PipedLines(output.processEnvironment()).into(speech, client.ended());
    } else {
      execute.forEach(speech::say);
    }
    client.endsWithin(options.patience(Duration.ofSeconds(2)));
    client.end(1000, "");
    return client.exitCode();
  }

  private int talk() throws IOException {
    Client.Handshake handshake = options.handshake();
    Path file = forgets ? null : history == null ? defaultHistory() : history;
    try (TypedLines lines = TypedLines.open(file)) {
      Client client = Client.open(handshake, ClientOutput.above(output, lines::above));
      if (client == null) {
        return ExitCode.FAILED;
      }
      lines.into(new InputDispatcher(client, slash), client.ended());
      client.end(1000, "");
      return client.exitCode();
    }
  }

  private Path defaultHistory() {
    return output.processEnvironment().stateFolder().resolve("history");
  }
}
