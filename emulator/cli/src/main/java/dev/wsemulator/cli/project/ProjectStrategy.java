package dev.wsemulator.cli.project;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs a {@link ProjectCommand} with the values of environment variables and of the project file as
 * the defaults of its options, and all other commands as they are.
 */
public final class ProjectStrategy implements IExecutionStrategy {
  private final Function<CommandSpec, List<OptionSpec>> known;
  private final UnaryOperator<@Nullable String> environment;
  private final IExecutionStrategy next;

  /** A variable or the project file is invalid; the message lists every problem. */
  public static final class InvalidSettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidSettingsException(List<String> problems) {
      super(String.join(System.lineSeparator(), problems));
    }
  }

  /**
   * Creates the strategy.
   *
   * @param known returns the options that a project file may set, for the command that reads it
   * @param environment returns an environment variable, or {@code null}
   * @param next runs the command
   */
  public ProjectStrategy(
      Function<CommandSpec, List<OptionSpec>> known,
      UnaryOperator<@Nullable String> environment,
      IExecutionStrategy next) {
    this.known = known;
    this.environment = environment;
    this.next = next;
  }

  @Override
  public int execute(ParseResult result) {
    ParseResult parsed = result.subcommand();
    if (parsed == null
        || parsed.isUsageHelpRequested()
        || parsed.isVersionHelpRequested()
        || !(parsed.commandSpec().userObject() instanceof ProjectCommand command)
        || !command.usesProject()) {
      return next.execute(result);
    }
    List<String> positionals = new ArrayList<>();
    parsed.matchedPositionals().stream()
        .distinct()
        .forEach(positional -> positionals.addAll(positional.originalStringValues()));
    CommandLine line = parsed.commandSpec().commandLine();
    ProjectSettings settings =
        new ProjectSettings(
            parsed,
            known.apply(parsed.commandSpec()),
            environment,
            setting -> problem(setting, line, positionals));
    return next.execute(settings.isEmpty() ? result : parse(result, settings, line));
  }

  private static ParseResult parse(
      ParseResult result, ProjectSettings settings, CommandLine command) {
    if (!settings.problems().isEmpty()) {
      InvalidSettingsException failure = new InvalidSettingsException(settings.problems());
      throw new ExecutionException(command, failure.getMessage(), failure);
    }
    command.setDefaultValueProvider(settings);
    List<String> arguments = new ArrayList<>(result.originalArgs());
    arguments.addAll(arguments.indexOf(command.getCommandName()) + 1, settings.mapArguments());
    return command.getParent().parseArgs(arguments.toArray(String[]::new));
  }

  /** Parses a setting alone, so that every problem is reported, with its place. */
  private static @Nullable String problem(
      Setting setting, CommandLine command, List<String> positionals) {
    OptionSpec option = command.getCommandSpec().findOption(setting.option());
    if (option.type() == boolean.class || option.type() == Boolean.class) {
      return List.of("true", "false").contains(setting.value())
          ? null
          : "\"%s\" is neither true nor false.".formatted(setting.value());
    }
    List<String> arguments = new ArrayList<>(List.of(setting.argument()));
    if (!positionals.isEmpty()) {
      arguments.add("--");
      arguments.addAll(positionals);
    }
    try {
      command.parseArgs(arguments.toArray(String[]::new));
      return null;
    } catch (ParameterException e) {
      return e.getMessage();
    }
  }
}
