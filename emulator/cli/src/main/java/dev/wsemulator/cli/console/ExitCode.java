package dev.wsemulator.cli.console;

/** What a process ends with. */
public final class ExitCode {
  /** It is done. */
  public static final int DONE = 0;

  /** It has failed, or what was expected is not so. */
  public static final int FAILED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
