package dev.wsemulator.cli.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The values of options in environment variables and in a project file, as picocli's defaults:
 * variables win over the file, and the command line over both. Maps are merged by name.
 */
final class ProjectSettings implements IDefaultValueProvider {
  private static final String PREFIX = "WSEMULATOR_";
  private static final String PROJECT = "--project";

  private final CommandSpec command;
  private final Function<Setting, @Nullable String> check;
  private final Map<String, List<Setting>> variables = new TreeMap<>();
  private final Map<String, List<Setting>> file = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /** The options on the command line: their values win. */
  private final Set<String> given;

  /**
   * Reads the settings of a command.
   *
   * @param parsed the command line
   * @param known the options that a project file may set, whether or not the command has them
   * @param environment returns an environment variable, or {@code null}
   * @param check returns what is wrong with a setting, or {@code null}
   */
  ProjectSettings(
      ParseResult parsed,
      List<OptionSpec> known,
      UnaryOperator<@Nullable String> environment,
      Function<Setting, @Nullable String> check) {
    this.check = check;
    this.command = parsed.commandSpec();
    this.given =
        parsed.matchedOptions().stream().map(OptionSpec::longestName).collect(Collectors.toSet());
    Path project = parsed.matchedOptionValue(PROJECT, null);
    known.stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .forEach(option -> readVariable(option, environment.apply(variable(option))));
    readFile(project, known);
  }

  /** Returns the name of an option's variable: {@code WSEMULATOR_SKIP_UNRUNNABLE}. */
  private static String variable(OptionSpec option) {
    return PREFIX + option.longestName().substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private void readVariable(OptionSpec option, @Nullable String value) {
    if (value != null) {
      Arrays.stream(option.isMultiValue() ? value.split("[;\n]") : new String[] {value})
          .filter(one -> !one.isBlank())
          .map(one -> new Setting(option.longestName(), one.strip(), variable(option)))
          .forEach(setting -> add(setting, variables));
    }
  }

  private void readFile(@Nullable Path project, List<OptionSpec> known) {
    List<Setting> variable = variables.getOrDefault(PROJECT, List.of());
    Path named = project != null || variable.isEmpty() ? project : Path.of(variable.get(0).value());
    if (named != null || Files.exists(ProjectFile.NAME)) {
      ProjectFile.read(
          named == null ? ProjectFile.NAME : named,
          known,
          new ProjectFile.Reader() {
            @Override
            public void setting(Setting setting) {
              add(setting, file);
            }

            @Override
            public void problem(String text) {
              problems.add(text);
            }
          });
    }
  }

  private void add(Setting setting, Map<String, List<Setting>> settings) {
    if (command.findOption(setting.option()) != null) {
      settings.computeIfAbsent(setting.option(), name -> new ArrayList<>()).add(setting);
      String problem = check.apply(setting);
      if (problem != null) {
        problems.add(setting.place() + ": " + problem);
      }
    }
  }

  boolean isEmpty() {
    return variables.isEmpty() && file.isEmpty() && problems.isEmpty();
  }

  /** Returns what is wrong, in the order of the file. */
  List<String> problems() {
    return problems;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)
        || option.typeInfo().isMap()
        || given.contains(option.longestName())) {
      return null;
    }
    String name = option.longestName();
    List<Setting> settings = variables.getOrDefault(name, file.get(name));
    return settings == null
        ? null
        : settings.stream()
            .map(setting -> setting.value().replace("$", "$$")) // picocli expands variables
            .collect(Collectors.joining(Setting.SEPARATOR));
  }

  /** Returns the entries of maps as arguments, to stand before those of the command line. */
  List<String> mapArguments() {
    Map<String, String> byName = new LinkedHashMap<>();
    for (Map<String, List<Setting>> source : List.of(file, variables)) {
      source.values().stream()
          .flatMap(List::stream)
          .filter(setting -> command.findOption(setting.option()).typeInfo().isMap())
          .map(Setting::argument)
          .forEach(argument -> byName.put(argument.replaceFirst("(=[^=]*)=.*", "$1"), argument));
    }
    return List.copyOf(byName.values());
  }
}
