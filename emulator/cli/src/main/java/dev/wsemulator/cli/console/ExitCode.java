package dev.wsemulator.cli.console;

/** The exit codes of the process. */
public final class ExitCode {
  /** Success. */
  public static final int DONE = 0;

  /** Failure or unmet expectation. */
  public static final int FAILED = 1;

  /** Invalid usage. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
