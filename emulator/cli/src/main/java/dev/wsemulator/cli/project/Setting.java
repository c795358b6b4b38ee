package dev.wsemulator.cli.project;

/**
 * The value of an option, from an environment variable or a project file.
 *
 * @param option the option's name, for example {@code --port}
 * @param value its value, as on the command line
 * @param place the variable, or the file with its line
 */
public record Setting(String option, String value, String place) {
  /** Separates the values of an option that is repeated, in the default that picocli is given. */
  public static final String SEPARATOR = "\0";

  /** Returns the setting as an argument of the command line. */
  String argument() {
    return option + "=" + value;
  }
}
