package dev.wsemulator.cli.project;

/**
 * The value of an option, given elsewhere than on the command line.
 *
 * @param option the option's name, for example {@code --port}
 * @param value its value, as on the command line
 * @param place where it is given: a variable, or a file with its line
 */
record Setting(String option, String value, String place) {

  /** Returns it as it would be on the command line. */
  String argument() {
    return option + "=" + value;
  }
}
