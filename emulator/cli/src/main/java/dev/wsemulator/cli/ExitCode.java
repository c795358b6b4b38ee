package dev.wsemulator.cli;

/** What a process ends with. */
final class ExitCode {
  /** It is done. */
  static final int DONE = 0;

  /** It has failed, or what was expected is not so. */
  static final int FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  private ExitCode() {}
}
