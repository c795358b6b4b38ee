package dev.wsemulator.cli.project;

import static java.util.stream.Collectors.toSet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What a command is told by its options, by environment variables and by a project file, in this
 * order: where one says something, those after it are not asked. Options that take names with
 * values are put together name by name. Variables and a project file set options of {@code start};
 * other commands take those that they have, too.
 */
public final class MergedArguments {
  private static final String PREFIX = "WSEMULATOR_";
  private static final String PROJECT = "--project";

  private final ParseResult parsed;
  private final UnaryOperator<@Nullable String> environment;
  private final List<OptionSpec> settable;
  private final List<OptionSpec> options;
  private final List<String> positionals;

  /** Something is wrong with a variable or with the project file; the message says it all. */
  public static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(List<String> problems) {
      super(String.join(System.lineSeparator(), problems));
    }
  }

  /**
   * Creates them.
   *
   * @param parsed what the command line says
   * @param settable the options that a project file may set
   * @param environment returns an environment variable, or {@code null}
   */
  public MergedArguments(
      ParseResult parsed, List<OptionSpec> settable, UnaryOperator<@Nullable String> environment) {
    this.parsed = parsed;
    this.environment = environment;
    this.settable = settable;
    Set<String> known = settable.stream().map(OptionSpec::longestName).collect(toSet());
    this.options =
        parsed.commandSpec().options().stream()
            .filter(option -> known.contains(option.longestName()))
            .toList();
    this.positionals =
        parsed.matchedPositionals().stream()
            .distinct()
            .flatMap(positional -> positional.originalStringValues().stream())
            .toList();
  }

  /** Returns whether something is said elsewhere than on the command line. */
  public boolean areThere() {
    return options.stream().anyMatch(option -> value(option) != null)
        || parsed.hasMatchedOption(PROJECT)
        || Files.exists(ProjectFile.NAME);
  }

  /**
   * Returns the command with the arguments that say all of it.
   *
   * @param parser the whole command line; parses single options, to find out which are wrong
   */
  public List<String> arguments(CommandLine parser) throws Wrong {
    List<String> problems = new ArrayList<>();
    List<Setting> variables = variables();
    variables.forEach(variable -> check(variable, parser, problems));
    List<Setting> file = file(variables, parser, problems);
    if (!problems.isEmpty()) {
      throw new Wrong(problems);
    }
    List<String> arguments = new ArrayList<>();
    arguments.add(parsed.commandSpec().name());
    for (OptionSpec option : parsed.commandSpec().options()) {
      arguments.addAll(merged(option, given(option), of(option, variables), of(option, file)));
    }
    arguments.addAll(withPositionals());
    return arguments;
  }

  private List<String> withPositionals(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!positionals.isEmpty()) {
      all.add("--");
      all.addAll(positionals);
    }
    return all;
  }

  /** Returns the name of an option's variable: {@code WSEMULATOR_SKIP_UNRUNNABLE}. */
  static String variable(OptionSpec option) {
    return PREFIX + option.longestName().substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private @Nullable String value(OptionSpec option) {
    String value =
        option.usageHelp() || option.versionHelp() ? null : environment.apply(variable(option));
    return value == null || value.isBlank() ? null : value;
  }

  private List<Setting> variables() {
    List<Setting> settings = new ArrayList<>();
    for (OptionSpec option : options) {
      String value = value(option);
      if (value != null) {
        String[] values = option.isMultiValue() ? value.split("[;\n]") : new String[] {value};
        for (String one : values) {
          if (!one.isBlank()) {
            settings.add(new Setting(option.longestName(), one.strip(), variable(option)));
          }
        }
      }
    }
    return settings;
  }

  private List<Setting> file(List<Setting> variables, CommandLine parser, List<String> problems) {
    OptionSpec option = parsed.commandSpec().findOption(PROJECT);
    List<String> named = given(option).isEmpty() ? of(option, variables) : given(option);
    Path file = named.isEmpty() ? ProjectFile.NAME : Path.of(named.get(0).split("=", 2)[1]);
    List<Setting> settings = new ArrayList<>();
    if (!named.isEmpty() || Files.exists(file)) {
      ProjectFile.read(
          file,
          settable,
          new ProjectFile.Reader() {
            @Override
            public void setting(Setting setting) {
              if (options.stream().anyMatch(it -> it.longestName().equals(setting.option()))) {
                check(setting, parser, problems);
                settings.add(setting);
              }
            }

            @Override
            public void problem(String text) {
              problems.add(text);
            }
          });
    }
    return settings;
  }

  /** Parses a setting for itself, so that what is wrong can be told with its place. */
  private void check(Setting setting, CommandLine parser, List<String> problems) {
    if (isFlag(parsed.commandSpec().findOption(setting.option()))) {
      if (!List.of("true", "false").contains(setting.value())) {
        problems.add(
            "%s: \"%s\" is neither true nor false.".formatted(setting.place(), setting.value()));
      }
      return;
    }
    try {
      String name = parsed.commandSpec().name();
      parser.parseArgs(withPositionals(name, setting.argument()).toArray(String[]::new));
    } catch (ParameterException e) {
      problems.add(setting.place() + ": " + e.getMessage());
    }
  }

  private static boolean isFlag(OptionSpec option) {
    return option.type() == boolean.class || option.type() == Boolean.class;
  }

  /** Returns the arguments of the command line for an option. */
  private List<String> given(OptionSpec option) {
    if (!parsed.hasMatchedOption(option)) {
      return List.of();
    }
    if (isFlag(option)) {
      boolean isOn = parsed.matchedOptionValue(option.longestName(), false);
      return List.of(option.longestName() + "=" + isOn);
    }
    return parsed.matchedOption(option.longestName()).originalStringValues().stream()
        .map(value -> option.longestName() + "=" + value)
        .toList();
  }

  private static List<String> of(OptionSpec option, List<Setting> settings) {
    return settings.stream()
        .filter(setting -> setting.option().equals(option.longestName()))
        .map(Setting::argument)
        .toList();
  }

  private static List<String> merged(
      OptionSpec option, List<String> line, List<String> variables, List<String> file) {
    List<String> wins = !line.isEmpty() ? line : !variables.isEmpty() ? variables : file;
    if (isFlag(option)) {
      boolean isOn = wins.contains(option.longestName() + "=true");
      return isOn ? List.of(option.longestName()) : List.of();
    }
    if (!option.typeInfo().isMap()) {
      return wins;
    }
    Map<String, String> byName = new LinkedHashMap<>();
    for (List<String> source : List.of(file, variables, line)) {
      source.forEach(argument -> byName.put(argument.split("=", 3)[1], argument));
    }
    return List.copyOf(byName.values());
  }
}
