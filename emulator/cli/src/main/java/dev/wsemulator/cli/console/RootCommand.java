package dev.wsemulator.cli.console;

import picocli.CommandLine;

/**
 * The context of all commands and options, which find it as the user object of the root command.
 */
public interface RootCommand {

  /** Returns the root command of a command or an option group. */
  static RootCommand of(CommandLine.Model.CommandSpec command) {
    return (RootCommand) command.root().userObject();
  }

  /** Returns the process's input, terminal and variables. */
  ProcessEnvironment processEnvironment();
}
