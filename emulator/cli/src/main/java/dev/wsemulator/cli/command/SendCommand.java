package dev.wsemulator.cli.command;

import dev.wsemulator.cli.client.Client;
import dev.wsemulator.cli.client.ClientOutput;
import dev.wsemulator.cli.client.MessageCounter;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.option.ClientOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code send}: says something as a client, and listens for a while. */
@Command(
    name = "send",
    description = "Connects as a client, sends messages, prints the responses, and ends.",
    mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {
  @Mixin private ClientOptions options;
  @Mixin private OutputOptions output;

  @Parameters(
      arity = "1..*",
      paramLabel = "MESSAGE|-",
      description = "The messages, in this order; - reads one from standard input.")
  private List<String> messages;

  @Option(
      names = "--expect",
      paramLabel = "N",
      description =
          "Ends after this number of messages; the exit code is 1 if fewer arrive within --wait.")
  private @Nullable Integer expected;

  @Override
  public Integer call() {
    MessageCounter arrivals = new MessageCounter(expected == null ? Integer.MAX_VALUE : expected);
    Client client =
        Client.open(options.handshake(), ClientOutput.plain(output).counting(arrivals::add));
    if (client == null) {
      return ExitCode.FAILED;
    }
    for (String message : messages) {
      if (!client.say(
          message.equals("-") ? PostCommand.typed(output.processEnvironment()) : message)) {
        break;
      }
    }
    Duration patience = options.patience(Duration.ofSeconds(expected == null ? 2 : 20));
    boolean arrived = arrivals.within(patience, client.ended());
    client.end(1000, "");
    return expected == null || arrived ? client.exitCode() : missing(arrivals, patience);
  }

  private int missing(MessageCounter arrivals, Duration patience) {
    output.note(
        "%d of %d messages arrived within %s s."
            .formatted(arrivals.count(), expected, patience.toMillis() / 1000.0));
    if (output.isJson()) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("event", "missing");
      event.put("expected", expected);
      event.put("arrived", arrivals.count());
      event.put("withinMillis", patience.toMillis());
      output.result("", event);
    }
    return ExitCode.FAILED;
  }
}
