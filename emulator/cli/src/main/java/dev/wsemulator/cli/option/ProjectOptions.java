package dev.wsemulator.cli.option;

import dev.wsemulator.cli.console.RootCommand;
import dev.wsemulator.cli.project.MergedArguments;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets variables and a project file say what the command line does not. */
public final class ProjectOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--project",
      paramLabel = "FILE",
      description =
          "Takes options from a project file; websocket-emulator.yaml is taken if it is there.")
  private @Nullable Path project;

  ProjectOptions() {}

  private RootCommand root() {
    return RootCommand.of(command);
  }

  /** Returns whether the arguments are not those of the command line, but all that is said. */
  public boolean isMerged() {
    return root().isMerged();
  }

  /**
   * Runs the command with all that it is told, if there is more than the command line.
   *
   * @return its exit code, or nothing if the command line says all of it
   */
  public OptionalInt runMerged() throws MergedArguments.Wrong {
    CommandLine line = command.commandLine();
    MergedArguments settings =
        new MergedArguments(
            line.getParseResult(),
            root().projectOptions(),
            root().processEnvironment().variables());
    if (isMerged() || !settings.areThere()) {
      return OptionalInt.empty();
    }
    CommandLine again = root().merged(command.name());
    again.setColorScheme(line.getColorScheme()).setOut(line.getOut()).setErr(line.getErr());
    String[] arguments = settings.arguments(again).toArray(String[]::new);
    return OptionalInt.of(again.execute(arguments));
  }
}
