package dev.wsemulator.stack;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a template, or that is otherwise here than on AWS.
 *
 * @param severity whether the template can be used all the same
 * @param location where it is
 * @param message what is the matter and what to do, without the place
 */
public record Problem(Severity severity, Location location, String message) {

  /**
   * Where a problem is.
   *
   * @param file the template's file, relative to the folder of the first template if it is inside
   * @param line the line, from 1; 0 if the whole file is meant
   * @param resource the logical id of the resource that it is about, or {@code null}
   */
  public record Location(String file, int line, @Nullable String resource) {
    /** Returns the file and the line, as compilers write them. */
    @Override
    public String toString() {
      return line == 0 ? file : file + ":" + line;
    }
  }

  /** The severity of a problem of a template. */
  public enum Severity {
    /** It cannot. */
    ERROR,
    /** It can, but not everything is as on AWS. */
    WARNING
  }

  /** Returns whether the template cannot be used. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Returns the message after its place, as compilers write it. */
  @Override
  public String toString() {
    return location + ": " + message;
  }
}
