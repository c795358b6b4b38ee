package dev.wsemulator.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry of the command line: {@code java -jar websocket-api-emulator.jar start|validate …}. */
@Command(
    name = "websocket-api-emulator",
    description = "Runs API Gateway WebSocket APIs and their Lambda functions on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {StartCommand.class, ValidateCommand.class},
    exitCodeOnInvalidInput = 2,
    exitCodeOnExecutionException = 1)
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  Main() {}

  /** Runs the command line and exits with its code: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    // Functions bring their own logging; that one of them has no back end is no news to the user.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    int code = commandLine().execute(arguments);
    if (code >= 0) {
      System.exit(code);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
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
    throw new ParameterException(spec.commandLine(), "Say what to do: start or validate.");
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
