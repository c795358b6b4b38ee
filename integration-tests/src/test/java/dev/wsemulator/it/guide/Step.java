package dev.wsemulator.it.guide;

/** What a reader of a guide does next. */
sealed interface Step {

  /** Writes a file that the guide shows. */
  record File(String name, String text) implements Step {}

  /**
   * Runs commands in a shell.
   *
   * @param script the commands
   * @param line where in the guide they are
   * @param goesOn whether they run in a terminal of their own until the guide stops them
   * @param expected what they print, with "…" for anything; empty if the guide does not say
   */
  record Commands(String script, int line, boolean goesOn, String expected) implements Step {}

  /** Stops what runs in terminals of their own. */
  record Stop() implements Step {}
}
