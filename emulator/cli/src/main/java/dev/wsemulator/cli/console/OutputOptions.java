package dev.wsemulator.cli.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The output of a command: text or JSON, with or without colours. */
public final class OutputOptions {
  /** For whom. */
  enum Format {
    TEXT,
    JSON
  }

  /** The output formats, as they are written. */
  static final class Formats implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return List.of("text", "json").iterator();
    }
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      completionCandidates = Formats.class,
      description =
          "text, or json: one document, or one per line for open-ended output. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(names = "--no-color", description = "Turns colours off, like NO_COLOR.")
  private boolean plain;

  OutputOptions() {}

  public boolean isJson() {
    return format == Format.JSON;
  }

  /** Returns where results go. */
  public PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Returns standard error, for everything that is not a result. */
  public PrintWriter err() {
    return command.commandLine().getErr();
  }

  /** Prints a line to people, or JSON to programs. */
  public void result(String line, Object json) {
    out().println(isJson() ? CommandJson.write(json) : line);
    out().flush();
  }

  /** Prints a note for people, which is not part of the result. */
  public void note(String line) {
    if (!isJson()) {
      err().println(line);
    }
  }

  /** Returns a text for standard output in a colour, if there are colours. */
  public String colored(Style style, String text) {
    return hasColors() ? Style.on(style) + text + Style.off(style) : text;
  }

  /** Returns a text for standard error, coloured if it is a terminal. */
  public String coloredNote(Style style, String text) {
    return hasColors() && Progress.isSeen(processEnvironment()) ? colored(style, text) : text;
  }

  private boolean hasColors() {
    return !plain && command.commandLine().getColorScheme().ansi().enabled();
  }

  /** Returns whether colours are not wanted. */
  public boolean isPlain() {
    return plain;
  }

  /** Returns those of a command, if it has some. */
  public static Optional<OutputOptions> of(CommandLine command) {
    return command.getCommandSpec().mixins().values().stream()
        .map(CommandSpec::userObject)
        .filter(OutputOptions.class::isInstance)
        .map(OutputOptions.class::cast)
        .findFirst();
  }

  /** Returns what others have sent so that it cannot command a terminal. */
  public String printable(String text) {
    if (!processEnvironment().isTerminal()) {
      return text;
    }
    StringBuilder printable = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                printable.append("\\x%02x".formatted(c));
              } else {
                printable.append((char) c);
              }
            });
    return printable.toString();
  }

  /** Returns what the process has around it. */
  public ProcessEnvironment processEnvironment() {
    return RootCommand.of(command).processEnvironment();
  }
}
