package dev.wsemulator.cli.command;

import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.option.LocatedProblem;
import dev.wsemulator.cli.option.ProjectOptions;
import dev.wsemulator.cli.option.TemplateOptions;
import dev.wsemulator.cli.project.ProjectCommand;
import dev.wsemulator.stack.Problem;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.TemplateReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code validate}: reads templates and says everything that is wrong with them. */
@Command(
    name = "validate",
    description =
        "Reads templates and prints every problem with file and line; fails if there is an error.",
    mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer>, ProjectCommand {
  @Spec private CommandSpec spec;
  @Mixin private TemplateOptions options;
  @Mixin private ProjectOptions project;
  @Mixin private OutputOptions output;

  @Option(names = "--strict", description = "Also fails if there is a warning.")
  private boolean isStrict;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "SAM or CloudFormation templates, which can import from each other. Default: those of the project file.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() {
    if (!files.isEmpty() && spec.commandLine().getParseResult().hasMatchedOption("--template")) {
      throw new ParameterException(
          spec.commandLine(), "Use either FILE or --template FILE, not both.");
    }
    files = files.isEmpty() ? options.files() : files;
    if (files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Nothing to validate. Add a template: validate FILE.");
    }
    TemplateReport report = options.template(files).check();
    List<Problem> problems = report.problems();
    List<LocatedProblem> placed =
        problems.stream().map(each -> LocatedProblem.of(each, files.get(0))).toList();
    if (output.isJson()) {
      output.result("", placed.stream().map(LocatedProblem::fields).toList());
    } else {
      placed.forEach(this::print);
    }
    boolean fails = isStrict ? !problems.isEmpty() : problems.stream().anyMatch(Problem::isError);
    if (!fails && report.stack() != null) {
      praise(report.stack());
    }
    return fails ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void print(LocatedProblem problem) {
    String kind =
        problem.problem().isError()
            ? output.coloredNote(Style.fg_red, "error:")
            : output.coloredNote(Style.fg_yellow, "warning:");
    output.err().println(kind + " " + problem);
  }

  private void praise(Stack stack) {
    if (!output.isJson()) {
      String names = files.stream().map(Path::toString).collect(Collectors.joining(", "));
      output
          .out()
          .printf(
              "%s %s valid: %d WebSocket API(s), %d function(s), %d table(s), %d bucket(s).%n",
              names,
              files.size() == 1 ? "is" : "are",
              stack.apis().size(),
              stack.functions().size(),
              stack.tables().size(),
              stack.buckets().size());
    }
  }
}
