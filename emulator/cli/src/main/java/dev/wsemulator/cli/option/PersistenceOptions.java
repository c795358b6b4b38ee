package dev.wsemulator.cli.option;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for files of an emulator. */
public final class PersistenceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private @Nullable Path journal;

  @Option(
      names = "--logs",
      paramLabel = "DIR",
      description =
          "Writes function logs, and the access and execution logs of stages, to a folder.")
  private @Nullable Path logs;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Keeps APIs and functions that the AWS CLI, SDKs or Terraform create, and the tables, buckets, queues, parameters and secrets of the embedded services, in a folder for the next start.")
  private @Nullable Path state;

  PersistenceOptions() {}

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "Writes the journal to a file, one JSON object per line.")
  void setJournal(@Nullable Path file) {
    if (file != null && Files.isDirectory(file)) {
      throw wrong("--journal " + file + " is a folder. Name a file.");
    }
    if (file != null && !Files.isDirectory(file.toAbsolutePath().resolveSibling(""))) {
      throw wrong(
          "--journal " + file + " is in a folder that does not exist. Create the folder first.");
    }
    journal = file;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Sets what is known before the start. */
  public void into(EmulatorBuilder builder) {
    if (logs != null) {
      builder.logTo(logs);
    }
    if (state != null) {
      builder.state(state);
    }
  }

  /** Returns whether calls define something that is kept. */
  public boolean hasState() {
    return state != null;
  }

  /**
   * Opens the journal, which empties the file. Only after the emulator has its port: a second
   * emulator started by mistake does not empty the journal of the first.
   */
  public void record(WebSocketApiEmulator emulator) {
    if (journal != null) {
      emulator.writeJournal(journal);
    }
  }
}
