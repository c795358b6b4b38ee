package dev.wsemulator.cli.project;

/** A command whose options environment variables and a project file can set. */
public interface ProjectCommand {
  /** Returns whether this run of the command uses them. */
  default boolean usesProject() {
    return true;
  }
}
