package dev.wsemulator;

import dev.wsemulator.internal.template.TemplateImporter;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A SAM or CloudFormation template file, with the parameters that it is deployed with. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy.html">Anatomy
 *     of a template</a>
 */
public final class Template {
  private final Path file;
  private final Map<String, String> parameters;
  private final Map<String, Path> code;

  private Template(Path file, Map<String, String> parameters, Map<String, Path> code) {
    this.file = file;
    this.parameters = Map.copyOf(parameters);
    this.code = Map.copyOf(code);
  }

  /** Returns the template in this file, YAML or JSON. */
  public static Template of(Path file) {
    return new Template(file, Map.of(), Map.of());
  }

  /** Returns this template with a parameter set. */
  public Template parameter(String name, String value) {
    Map<String, String> more = new HashMap<>(parameters);
    more.put(name, value);
    return new Template(file, more, code);
  }

  /**
   * Returns this template with a function's code taken from elsewhere.
   *
   * @param function the function's logical id or name
   * @param path a jar, a zip, a folder in Lambda's layout, or a Maven module
   */
  public Template code(String function, Path path) {
    Map<String, Path> more = new HashMap<>(code);
    more.put(function, path);
    return new Template(file, parameters, more);
  }

  /**
   * Reads the template.
   *
   * @throws dev.wsemulator.stack.TemplateException if it cannot be used; its message names every
   *     problem with file and line
   */
  public Stack load() {
    return TemplateImporter.read(new TemplateImporter.Source(file, parameters, code));
  }
}
