package dev.wsemulator.cli;

import dev.wsemulator.stack.Stack;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code validate}: reads a template and says everything that is wrong with it. */
@Command(
    name = "validate",
    description = "Reads a template and prints every problem with file and line.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TemplateOptions options;

  @Parameters(paramLabel = "FILE", description = "A SAM or CloudFormation template.")
  private Path file;

  @Override
  public Integer call() {
    Stack stack = options.template(file).load();
    PrintWriter err = spec.commandLine().getErr();
    stack.warnings().forEach(warning -> err.println("warning: " + warning));
    spec.commandLine()
        .getOut()
        .printf(
            "%s is valid: %d WebSocket API(s), %d function(s), %d table(s), %d bucket(s).%n",
            file,
            stack.apis().size(),
            stack.functions().size(),
            stack.tables().size(),
            stack.buckets().size());
    return 0;
  }
}
