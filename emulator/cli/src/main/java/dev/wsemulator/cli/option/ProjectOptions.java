package dev.wsemulator.cli.option;

import dev.wsemulator.cli.project.ProjectStrategy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a project file, which {@link ProjectStrategy} reads. */
public final class ProjectOptions {
  @Option(
      names = "--project",
      paramLabel = "FILE",
      description = "The project file. Default: websocket-emulator.yaml, if it exists.")
  private @Nullable Path project;

  ProjectOptions() {}
}
