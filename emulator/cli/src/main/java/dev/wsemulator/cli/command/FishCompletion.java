package dev.wsemulator.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the completions of a command for the fish shell. */
final class FishCompletion {
  private final String name;
  private final List<String> lines = new ArrayList<>();

  FishCompletion(String name) {
    this.name = name;
  }

  String of(CommandSpec root) {
    lines.add("# Completions of " + name + " for fish.");
    add(root, List.of());
    return String.join("\n", lines);
  }

  private void add(CommandSpec command, List<String> path) {
    String here = condition(command, path);
    for (Map.Entry<String, CommandLine> sub : command.subcommands().entrySet()) {
      add(here, "-f -a " + quoted(sub.getKey()), summary(sub.getValue().getCommandSpec()));
    }
    for (OptionSpec option : command.options()) {
      add(here, flags(option), first(option.description()));
    }
    for (Map.Entry<String, CommandLine> sub : command.subcommands().entrySet()) {
      List<String> deeper = new ArrayList<>(path);
      deeper.add(sub.getKey());
      add(sub.getValue().getCommandSpec(), deeper);
    }
  }

  /** Returns when a command's completions apply: after its name, before one of its subcommands. */
  private static String condition(CommandSpec command, List<String> path) {
    StringJoiner all = new StringJoiner("; and ");
    if (path.isEmpty()) {
      return "__fish_use_subcommand";
    }
    path.forEach(word -> all.add("__fish_seen_subcommand_from " + word));
    if (!command.subcommands().isEmpty()) {
      all.add(
          "not __fish_seen_subcommand_from " + String.join(" ", command.subcommands().keySet()));
    }
    return all.toString();
  }

  private static String flags(OptionSpec option) {
    StringJoiner flags = new StringJoiner(" ");
    Arrays.stream(option.names())
        .map(each -> each.startsWith("--") ? "-l " + each.substring(2) : "-s " + each.substring(1))
        .forEach(flags::add);
    if (option.arity().max() > 0) {
      flags.add("-r");
    }
    if (option.completionCandidates() != null) {
      List<String> values = new ArrayList<>();
      option.completionCandidates().forEach(values::add);
      flags.add("-f -a " + quoted(String.join(" ", values)));
    }
    return flags.toString();
  }

  private void add(String condition, String what, String description) {
    lines.add(
        "complete -c %s -n %s %s -d %s"
            .formatted(name, quoted(condition), what, quoted(description)));
  }

  private static String summary(CommandSpec command) {
    return first(command.usageMessage().description());
  }

  /** Returns the first sentence. */
  private static String first(String[] description) {
    return description.length == 0 ? "" : description[0].replaceFirst("(?<=[.:;]) .*", "");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
