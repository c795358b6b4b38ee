package dev.wsemulator.cli.console;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What all commands and options share: they find it as the user object of the root command. */
public interface RootCommand {

  /** Returns the root command of a command or an option group. */
  static RootCommand of(CommandLine.Model.CommandSpec command) {
    return (RootCommand) command.root().userObject();
  }

  /** Returns the process's input, terminal and variables. */
  ProcessEnvironment processEnvironment();

  /** Returns whether variables and the project file have been merged into the arguments already. */
  boolean isMerged();

  /** Returns the command line that runs one command with merged arguments. */
  CommandLine merged(String command);

  /** Returns the options that a project file may set, whichever command reads it. */
  List<OptionSpec> projectOptions();
}
