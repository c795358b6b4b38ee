package dev.wsemulator.cli.option;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.lambda.ProcessSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for the processes that functions run in, and what their environments share. */
public final class ProcessOptions {
  private final ProcessSettings.Builder settings = ProcessSettings.builder();
  private @Nullable Integer statics;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  ProcessOptions() {}

  @Option(
      names = "--processes",
      paramLabel = "NUMBER",
      defaultValue = "10",
      description =
          "How many processes a function in Node.js, Python or another language has at most;"
              + " further events wait. Default: ${DEFAULT-VALUE}.")
  void setProcesses(int number) {
    try {
      settings.maxProcesses(number);
    } catch (IllegalArgumentException e) {
      throw wrong("--processes %d: %s".formatted(number, e.getMessage()), e);
    }
  }

  @Option(
      names = "--freeze",
      description =
          "Stops a process between its invocations, as Lambda does: timers and other work in the"
              + " background go on only during the next invocation. Not on Windows.")
  void setFreeze(boolean each) {
    if (each && System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
      throw wrong(
          "--freeze is not possible on Windows, which cannot stop a process. Omit it.", null);
    }
    settings.freeze(each);
  }

  @Option(
      names = "--limit-memory",
      description =
          "Kills a process that uses more than its function's MemorySize, as Lambda does. On"
              + " Linux.")
  void setLimitMemory(boolean each) {
    settings.limitMemory(each);
  }

  @Option(names = "--isolate", description = "Runs each function in Java in a JVM of its own, too.")
  void setIsolate(boolean each) {
    settings.isolateJava(each);
  }

  @Option(
      names = "--statics",
      paramLabel = "NUMBER",
      description =
          "How many environments of a function in Java have static fields of their own; further"
              + " events wait. 0: all environments share them. Default: 50, or 10 for functions"
              + " whose environments cannot share the AWS SDK.")
  void setStatics(@Nullable Integer most) {
    statics = most;
  }

  @Option(
      names = "--runtime",
      paramLabel = "RUNTIME=PATH",
      description =
          "The program for a runtime in place of the one on the PATH, for example"
              + " nodejs20.x=/opt/node20/bin/node; for java11 and others, functions run in a JVM of"
              + " their own then; repeatable.")
  void setPrograms(@Nullable Map<String, Path> programs) {
    if (programs != null) {
      programs.forEach(settings::program);
    }
  }

  @Option(
      names = "--debug-function",
      paramLabel = "NAME=PORT",
      description =
          "Lets a debugger attach to a function in Node.js (--inspect), Python (debugpy) or a JVM of its own (JDWP) at a port; the name or the logical id; turns off timeouts; repeatable.")
  void setDebugPorts(@Nullable Map<String, Integer> ports) {
    if (ports == null) {
      return;
    }
    ports.forEach(
        (name, port) -> {
          try {
            settings.debug(name, port);
          } catch (IllegalArgumentException e) {
            throw wrong("--debug-function %s=%d: %s".formatted(name, port, e.getMessage()), e);
          }
        });
  }

  private ParameterException wrong(String message, @Nullable Exception cause) {
    return new ParameterException(command.commandLine(), message, cause);
  }

  /** Sets all of it. A debugger may hold a function for as long as it likes. */
  public void into(EmulatorBuilder builder) {
    ProcessSettings built = settings.build();
    builder.processes(built);
    if (statics != null) {
      try {
        builder.statics(statics);
      } catch (IllegalArgumentException e) {
        throw wrong("--statics %d: %s".formatted(statics, e.getMessage()), e);
      }
    }
    if (!built.debugPorts().isEmpty()) {
      builder.debug(true);
    }
  }
}
