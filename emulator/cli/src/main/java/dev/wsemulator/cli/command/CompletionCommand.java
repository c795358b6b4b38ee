package dev.wsemulator.cli.command;

import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: prints what lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script for the completion of commands and options in a shell.",
      "bash and zsh: source <(websocket-api-emulator completion bash)",
      "fish: websocket-api-emulator completion fish | source"
    },
    mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;

  @Parameters(
      paramLabel = "SHELL",
      completionCandidates = Shells.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String shell;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "websocket-api-emulator",
      description = "The name of the command in this shell. Default: ${DEFAULT-VALUE}.")
  private String name;

  /** The shells, as they are called. */
  static final class Shells implements Iterable<String> {
    static final List<String> ALL = List.of("bash", "zsh", "fish");

    @Override
    public Iterator<String> iterator() {
      return ALL.iterator();
    }
  }

  @Override
  public Integer call() {
    if (!name.matches("[\\w.-]+")) {
      throw wrong("--name %s is not the name of a command.".formatted(name));
    }
    String script =
        switch (shell) {
          case "bash", "zsh" -> AutoComplete.bash(name, spec.root().commandLine());
          case "fish" -> new FishCompletion(name).of(spec.root());
          default -> throw wrong("Unknown shell %s. Allowed: bash, zsh, fish.".formatted(shell));
        };
    output.result(script, java.util.Map.of("shell", shell, "script", script));
    return ExitCode.DONE;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
