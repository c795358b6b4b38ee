package dev.wsemulator.cli;

import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry of the command line: {@code java -jar websocket-api-emulator.jar start …}. */
@Command(
    name = "websocket-api-emulator",
    description = "Runs API Gateway WebSocket APIs and their Lambda functions on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      StartCommand.class,
      ValidateCommand.class,
      ConnectCommand.class,
      SendCommand.class,
      ConnectionsCommand.class,
      PostCommand.class,
      DropCommand.class,
      FaultsCommand.class,
      JournalCommand.class,
      RecordCommand.class,
      ReplayCommand.class,
      TimeCommand.class,
      LogsCommand.class,
      CompletionCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It is done.",
      "1:It has failed, or what was expected is not so.",
      "2:The command line is wrong."
    },
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.FAILED)
public final class Main implements Runnable {
  @Spec private CommandSpec spec;
  private final Surroundings surroundings;

  Main(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Returns what the process has around it. */
  Surroundings surroundings() {
    return surroundings;
  }

  /** Runs the command line and exits with its code: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    // Functions bring their own logging; that one of them has no back end is no news to the user.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Surroundings system = Surroundings.system();
    int code = commandLine(system).setOut(system.out()).setErr(system.err()).execute(arguments);
    if (code >= 0) {
      System.exit(code);
    }
  }

  static CommandLine commandLine() {
    return commandLine(Surroundings.system());
  }

  static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new Main(surroundings))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, new LengthOfTime())
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              line.getErr().println(line.getColorScheme().errorText(message(failure)));
              return line.getCommandSpec().exitCodeOnExecutionException();
            });
  }

  private static String message(Exception failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ".");
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "websocket-api-emulator " + (version == null ? "(not packaged)" : version)
      };
    }
  }
}
