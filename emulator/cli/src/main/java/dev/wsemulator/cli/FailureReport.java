package dev.wsemulator.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says that a command has failed, or is wrong, on standard error. */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Surroundings surroundings;

  FailureReport(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    command.getErr().println(colors(command).errorText(message));
    return failure instanceof Settings.Wrong ? ExitCode.USAGE : ExitCode.FAILED;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(colors(command).errorText(wrong.getMessage()));
    if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
      command.usage(err, colors(command));
    }
    return ExitCode.USAGE;
  }

  /** Returns the colours of standard error: none where nobody looks at it. */
  private ColorScheme colors(CommandLine command) {
    boolean isPlain = OutputOptions.of(command).map(OutputOptions::isPlain).orElse(false);
    return !isPlain && Progress.isSeen(surroundings)
        ? command.getColorScheme()
        : Help.defaultColorScheme(Ansi.OFF);
  }
}
