package dev.wsemulator.cli.command;

import dev.wsemulator.cli.console.CommandException;
import dev.wsemulator.cli.console.CommandJson;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.console.ProcessEnvironment;
import dev.wsemulator.cli.console.Progress;
import dev.wsemulator.cli.project.ProjectStrategy.InvalidSettingsException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports a failed or invalid command: on standard error, and with {@code --output json} on
 * standard output, too.
 */
public final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final ProcessEnvironment environment;

  public FailureReport(ProcessEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    command.getErr().println(colors(command).errorText(message));
    if (OutputOptions.of(command).filter(OutputOptions::isJson).isPresent()) {
      writeJson(
          command, message, failure instanceof CommandException known ? known.details() : Map.of());
    }
    return failure instanceof InvalidSettingsException ? ExitCode.USAGE : ExitCode.FAILED;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(colors(command).errorText(wrong.getMessage()));
    if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
      command.usage(err, colors(command));
    }
    if (String.join("=", arguments).toLowerCase(Locale.ROOT).contains("--output=json")) {
      writeJson(command, wrong.getMessage(), Map.of());
    }
    return ExitCode.USAGE;
  }

  private static void writeJson(CommandLine command, String message, Map<String, ?> details) {
    Map<String, Object> failure = new LinkedHashMap<>();
    failure.put("error", message);
    failure.putAll(details);
    command.getOut().println(CommandJson.write(failure));
    command.getOut().flush();
  }

  /** Returns the colours of standard error: none if it is not a terminal. */
  private ColorScheme colors(CommandLine command) {
    boolean isPlain = OutputOptions.of(command).map(OutputOptions::isPlain).orElse(false);
    return !isPlain && Progress.isSeen(environment)
        ? command.getColorScheme()
        : Help.defaultColorScheme(Ansi.OFF);
  }
}
