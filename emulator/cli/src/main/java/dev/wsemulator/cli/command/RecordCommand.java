package dev.wsemulator.cli.command;

import dev.wsemulator.cli.client.AdminApi;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.option.EmulatorOptions;
import dev.wsemulator.internal.file.PrivateFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code record}: writes down what clients do, until Ctrl-C. */
@Command(
    name = "record",
    description = {
      "Records the clients of a running emulator, for a replay, until Ctrl-C or the emulator stops.",
      "Recordings are not redacted: they contain what clients sent."
    },
    mixinStandardHelpOptions = true)
public final class RecordCommand implements Callable<Integer> {
  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;

  @Parameters(
      paramLabel = "FILE|-",
      description = "The file, which is overwritten; - is standard output.")
  private Path file;

  /** Opened with the first line, so that nothing is lost where no emulator answers. */
  private @Nullable Writer out;

  private long steps;
  private long connections;

  @Override
  public Integer call() {
    AdminApi admin = emulator.admin();
    UntilInterrupted.run(() -> admin.follow("recording", this::write), this::end);
    return ExitCode.DONE;
  }

  private boolean isStandardOutput() {
    return file.toString().equals("-");
  }

  private synchronized void write(String line) {
    try {
      if (out == null) {
        out = open();
        output.note("Recording to %s. Ctrl-C ends it.".formatted(file));
      } else {
        steps++;
        connections += line.contains("\"event\":\"connect\"") ? 1 : 0;
      }
      out.write(line);
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private Writer open() throws IOException {
    return isStandardOutput()
        ? new PrintWriter(output.out())
        : PrivateFiles.writer(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
  }

  private synchronized void end() {
    if (out == null) {
      return;
    }
    try {
      if (!isStandardOutput()) {
        out.close();
        output.result(
            "Recorded to %s: %d steps of %d connections.".formatted(file, steps, connections),
            Map.of("file", file.toString(), "steps", steps, "connections", connections));
      }
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private UncheckedIOException cannotWrite(IOException e) {
    return new UncheckedIOException(
        "The recording %s cannot be written (%s). Name another file.".formatted(file, e), e);
  }
}
