package dev.wsemulator.cli;

import dev.wsemulator.cli.command.AddressesCommand;
import dev.wsemulator.cli.command.CompletionCommand;
import dev.wsemulator.cli.command.ConnectCommand;
import dev.wsemulator.cli.command.ConnectionsCommand;
import dev.wsemulator.cli.command.DropCommand;
import dev.wsemulator.cli.command.FailureReport;
import dev.wsemulator.cli.command.FaultsCommand;
import dev.wsemulator.cli.command.FetchCommand;
import dev.wsemulator.cli.command.JournalCommand;
import dev.wsemulator.cli.command.LogsCommand;
import dev.wsemulator.cli.command.PostCommand;
import dev.wsemulator.cli.command.RecordCommand;
import dev.wsemulator.cli.command.ReplayCommand;
import dev.wsemulator.cli.command.SendCommand;
import dev.wsemulator.cli.command.StartCommand;
import dev.wsemulator.cli.command.TimeCommand;
import dev.wsemulator.cli.command.TokenCommand;
import dev.wsemulator.cli.command.ValidateCommand;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.ProcessEnvironment;
import dev.wsemulator.cli.console.RootCommand;
import dev.wsemulator.cli.option.DurationConverter;
import dev.wsemulator.cli.project.ProjectStrategy;
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
    exitCodeList = {"0:Success", "1:Failure or unmet expectation", "2:Invalid usage"},
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
          AddressesCommand.class,
          JournalCommand.class,
          RecordCommand.class,
          ReplayCommand.class,
          TimeCommand.class,
          TokenCommand.class,
          LogsCommand.class,
          FetchCommand.class,
          CompletionCommand.class);

  private static final List<String> VERSION = List.of("--version", "-V");

  @Spec private CommandSpec spec;
  private final ProcessEnvironment environment;

  private Main(ProcessEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public ProcessEnvironment processEnvironment() {
    return environment;
  }

  /** Runs the command line and exits with its code: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    // Functions bring their own logging; a missing SLF4J provider of a function is not reported.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    ProcessEnvironment system = ProcessEnvironment.system();
    String first = arguments.length == 0 ? "" : arguments[0];
    int code =
        commandLine(system, first).setOut(system.out()).setErr(system.err()).execute(arguments);
    if (code >= 0) {
      System.exit(code);
    }
  }

  public static CommandLine commandLine() {
    return commandLine(ProcessEnvironment.system());
  }

  public static CommandLine commandLine(ProcessEnvironment environment) {
    return commandLine(environment, "");
  }

  public static CommandLine commandLine(ProcessEnvironment environment, String command) {
    return commandLine(new Main(environment), command);
  }

  /**
   * Returns the options that a project file may set, whichever command reads it.
   *
   * @param command the one that reads it
   */
  public static List<OptionSpec> projectOptions(CommandSpec command) {
    boolean isStart = command.userObject() instanceof StartCommand;
    return (isStart ? command : CommandSpec.forAnnotatedObject(new StartCommand())).options();
  }

  /**
   * Returns the command line for one command, because creating all of them takes a considerable
   * part of the start time; with all commands if the name is unknown or the command needs all, and
   * with none if only the version is asked for.
   */
  public static CommandLine commandLine(Main main, String command) {
    CommandLine line = new CommandLine(main);
    commands(command).forEach(line::addSubcommand);
    FailureReport report = new FailureReport(main.processEnvironment());
    line.getSubcommands()
        .values()
        .forEach(each -> each.getCommandSpec().parser().splitQuotedStrings(true));
    ProjectStrategy strategy =
        new ProjectStrategy(
            Main::projectOptions, main.processEnvironment().variables(), new CommandLine.RunLast());
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(strategy)
        .registerConverter(Duration.class, new DurationConverter())
        .setExecutionExceptionHandler(report)
        .setParameterExceptionHandler(report);
  }

  private static List<Class<?>> commands(String command) {
    if (VERSION.contains(command)) {
      return List.of();
    }
    List<Class<?>> named =
        COMMANDS.stream()
            .filter(type -> type != CompletionCommand.class && nameOf(type).equals(command))
            .toList();
    return named.isEmpty() ? COMMANDS : named;
  }

  private static String nameOf(Class<?> type) {
    return type.getAnnotation(Command.class).name();
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing command. Commands: " + String.join(", ", spec.subcommands().keySet()) + ".");
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
