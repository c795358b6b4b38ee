package dev.wsemulator.cli.option;

import dev.wsemulator.stack.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A problem of a template, with a path relative to the working directory. */
public record LocatedProblem(Problem problem) {

  /** Places a problem, whose path is relative to the folder of the first template. */
  public static LocatedProblem of(Problem problem, Path firstTemplate) {
    return new LocatedProblem(
        new Problem(
            problem.severity(),
            new Problem.Location(
                firstTemplate.resolveSibling(problem.location().file()).toString(),
                problem.location().line(),
                problem.location().resource()),
            problem.message()));
  }

  /** Returns it for programs. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", problem.location().file());
    fields.put("line", problem.location().line() == 0 ? null : problem.location().line());
    fields.put("resource", problem.location().resource());
    fields.put("message", problem.message());
    fields.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
    return fields;
  }

  /** Returns it for people. */
  @Override
  public String toString() {
    return problem.toString();
  }
}
