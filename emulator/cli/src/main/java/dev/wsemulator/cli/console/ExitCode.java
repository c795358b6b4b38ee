package dev.wsemulator.cli.console;

/** What a process ends with. */
public final class ExitCode {
  /** Success. */
  public static final int DONE = 0;

  /** Failure or unmet expectation. */
  public static final int FAILED = 1;

  /** Invalid usage. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
