package dev.wsemulator.cli.command;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.cli.Main;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.console.Progress;
import dev.wsemulator.cli.console.RequestLine;
import dev.wsemulator.cli.console.RequestLines;
import dev.wsemulator.cli.option.AccessOptions;
import dev.wsemulator.cli.option.BackEndOptions;
import dev.wsemulator.cli.option.FaultOptions;
import dev.wsemulator.cli.option.PersistenceOptions;
import dev.wsemulator.cli.option.ProcessOptions;
import dev.wsemulator.cli.option.ProjectOptions;
import dev.wsemulator.cli.option.QuotaOptions;
import dev.wsemulator.cli.option.ServerOptions;
import dev.wsemulator.cli.option.TemplateOptions;
import dev.wsemulator.cli.project.ProjectCommand;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code start}: runs templates until the process is interrupted. */
@Command(
    name = "start",
    description = {
      "Starts the APIs, functions, tables and buckets of templates.",
      "Every option can also be set by an environment variable (WSEMULATOR_PORT for --port) or in the project file (port: 3010). The command line has precedence over the variable, and the variable over the file."
    },
    mixinStandardHelpOptions = true)
public final class StartCommand implements Callable<Integer>, ProjectCommand {
  /** Tells {@link Main} that the process keeps running. */
  private static final int RUNNING = -1;

  @Spec private CommandSpec spec;

  @Mixin private TemplateOptions options;
  @Mixin private ServerOptions served;
  @Mixin private BackEndOptions backEnd;
  @Mixin private AccessOptions access;
  @Mixin private ProcessOptions processes;
  @Mixin private PersistenceOptions kept;
  @Mixin private QuotaOptions quotas;
  @Mixin private FaultOptions faults;
  @Mixin private ProjectOptions project;
  @Mixin private OutputOptions output;

  @Option(names = "--quiet", description = "Prints only errors and function logs.")
  private boolean isQuiet;

  @Option(
      names = "--watch",
      description =
          "Reloads changed templates and function code while it runs; connections stay open.")
  private boolean isWatched;

  @Option(
      names = "--debug",
      description = "Turns off timeouts, so that a debugger can hold functions.")
  private boolean isDebugged;

  @Option(
      names = "--virtual-time",
      description = "Stops the clock until \"time advance\" or the admin API moves it.")
  private boolean isVirtual;

  @Option(
      names = "--machine-clock",
      description =
          "Lets functions read the machine's clock, whatever time it is by the emulator's.")
  private boolean hasMachineClock;

  @Override
  public Integer call() {
    if (options.files().isEmpty() && !kept.hasState()) {
      throw new ParameterException(
          spec.commandLine(),
          "Nothing to start. Add --template FILE, or --state DIR for APIs that the AWS CLI, SDKs or Terraform create.");
    }
    WebSocketApiEmulator emulator = launch();
    try {
      kept.record(emulator);
      faults.into(emulator);
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "shutdown"));
    announce(emulator);
    if (!isQuiet && !output.isJson()) {
      showRequests(emulator);
    }
    return RUNNING;
  }

  private void showRequests(WebSocketApiEmulator emulator) {
    PrintWriter out = output.out();
    RequestLine line = new RequestLine(ZoneId.systemDefault(), output::colored, output::printable);
    RequestLines.start(
        emulator.journal(),
        line,
        text -> {
          out.println(text);
          out.flush();
        });
  }

  private WebSocketApiEmulator launch() {
    List<Path> templates = options.files();
    WebSocketApiEmulator.preload();
    boolean inPlace = Progress.isSeen(output.processEnvironment());
    Duration patience = isQuiet ? Duration.ofDays(365) : Progress.PATIENCE;
    try (Progress progress = new Progress(output.err(), inPlace, patience)) {
      EmulatorBuilder builder =
          WebSocketApiEmulator.builder()
              .watch(isWatched)
              .quotas(quotas.quotas())
              .debug(isDebugged)
              .clockInFunctions(!hasMachineClock);
      if (isVirtual) {
        builder.time(new VirtualTime(TimeSource.system().now()));
      }
      if (!templates.isEmpty()) {
        progress.during(
            awaited(templates.get(0)), () -> options.reading(templates, builder::template));
      } else {
        withoutTemplate(builder);
      }
      served.into(builder.backEnd(backEnd.backEnd()));
      access.into(builder);
      processes.into(builder);
      kept.into(builder);
      return progress.during(backEnd.awaited(), builder::start);
    }
  }

  private void withoutTemplate(EmulatorBuilder builder) {
    try {
      options.into(builder);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static String awaited(Path template) {
    return "the template " + template + " to be read";
  }

  private void announce(WebSocketApiEmulator emulator) {
    StartSummary announcement =
        new StartSummary(emulator, output, served.warnings(access.hasTestKey()));
    if (output.isJson()) {
      announcement.json(served.hasPage());
    } else if (!isQuiet) {
      announcement.text(served.hasPage(), kept.hasState(), access.hasTestKey());
    }
  }
}
