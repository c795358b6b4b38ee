package dev.wsemulator.cli;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry of the command line: {@code java -jar websocket-api-emulator.jar start …}. */
@Command(
    name = "websocket-api-emulator",
    description = "Runs API Gateway WebSocket APIs and their Lambda functions on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It is done.",
      "1:It has failed, or what was expected is not so.",
      "2:The command line is wrong."
    },
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.FAILED)
public final class Main implements Runnable, RootCommand {
  private static final List<Class<?>> COMMANDS =
      List.of(
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
          FetchCommand.class,
          CompletionCommand.class);

  @Spec private CommandSpec spec;
  private final Surroundings surroundings;
  private final boolean isMerged;

  private Main(Surroundings surroundings, boolean isMerged) {
    this.surroundings = surroundings;
    this.isMerged = isMerged;
  }

  @Override
  public Surroundings processEnvironment() {
    return surroundings;
  }

  @Override
  public boolean isMerged() {
    return isMerged;
  }

  @Override
  public CommandLine merged(String command) {
    return commandLine(new Main(surroundings, true), command);
  }

  @Override
  public List<OptionSpec> projectOptions() {
    return CommandSpec.forAnnotatedObject(new StartCommand()).options();
  }

  /** Runs the command line and exits with its code: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    // Functions bring their own logging; that one of them has no back end is no news to the user.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Surroundings system = Surroundings.system();
    String first = arguments.length == 0 ? "" : arguments[0];
    int code =
        commandLine(system, first).setOut(system.out()).setErr(system.err()).execute(arguments);
    if (code >= 0) {
      System.exit(code);
    }
  }

  static CommandLine commandLine() {
    return commandLine(Surroundings.system());
  }

  static CommandLine commandLine(Surroundings surroundings) {
    return commandLine(surroundings, "");
  }

  static CommandLine commandLine(Surroundings surroundings, String command) {
    return commandLine(new Main(surroundings, false), command);
  }

  /**
   * Returns the command line for one command, as reading what all of them say of themselves takes a
   * good part of a start; with all commands if there is none of that name, or it tells of all.
   */
  static CommandLine commandLine(Main main, String command) {
    CommandLine line = new CommandLine(main);
    List<Class<?>> named =
        COMMANDS.stream()
            .filter(type -> type != CompletionCommand.class && nameOf(type).equals(command))
            .toList();
    (named.isEmpty() ? COMMANDS : named).forEach(line::addSubcommand);
    FailureReport report = new FailureReport(main.processEnvironment());
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, new LengthOfTime())
        .setExecutionExceptionHandler(report)
        .setParameterExceptionHandler(report);
  }

  private static String nameOf(Class<?> type) {
    return type.getAnnotation(Command.class).name();
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
