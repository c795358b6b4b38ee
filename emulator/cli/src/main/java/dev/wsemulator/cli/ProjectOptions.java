package dev.wsemulator.cli;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets variables and a project file say what the command line does not. */
final class ProjectOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--project",
      paramLabel = "FILE",
      description =
          "Takes options from a project file; websocket-emulator.yaml is taken if it is there.")
  private @Nullable Path project;

  ProjectOptions() {}

  private Main main() {
    return (Main) command.root().userObject();
  }

  /** Returns whether the arguments are not those of the command line, but all that is said. */
  boolean isWhole() {
    return main().isWhole();
  }

  /**
   * Runs the command with all that it is told, if there is more than the command line.
   *
   * @return its exit code, or nothing if the command line says all of it
   */
  OptionalInt runWhole() throws Settings.Wrong {
    CommandLine line = command.commandLine();
    Settings settings = new Settings(line.getParseResult(), main().surroundings().environment());
    if (isWhole() || !settings.areThere()) {
      return OptionalInt.empty();
    }
    CommandLine again = Main.commandLine(main().whole(), command.name());
    again.setColorScheme(line.getColorScheme()).setOut(line.getOut()).setErr(line.getErr());
    String[] arguments = settings.arguments(again).toArray(String[]::new);
    return OptionalInt.of(again.execute(arguments));
  }
}
