package dev.wsemulator;

import dev.wsemulator.internal.engine.Engines;
import dev.wsemulator.internal.engine.TemplateSource;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.TemplateReport;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A SAM or CloudFormation template file, or several, with the parameters that they are deployed
 * with. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy.html">Anatomy
 *     of a template</a>
 */
public final class Template {
  private final TemplateSource source;

  private Template(TemplateSource source) {
    this.source = source;
  }

  /** Returns the template in this file, YAML or JSON. */
  public static Template of(Path file) {
    return new Template(new TemplateSource(file, Map.of(), Map.of()));
  }

  /**
   * Returns this template with another one: both stacks start, and each may import what the other
   * exports.
   */
  public Template and(Path file) {
    return with(copy -> copy.files().add(file));
  }

  /**
   * Returns this template with a parameter set. A name such as {@code ssm:/chat/table}, {@code
   * secretsmanager:Key} or {@code export:Name} gives what AWS would keep: the value of a dynamic
   * reference, or what a stack exports that is not given.
   */
  public Template parameter(String name, String value) {
    return with(copy -> copy.parameters().put(name, value));
  }

  /**
   * Returns this template with another place for a function's code. What is given by a logical id
   * counts more than what is given by a name, and both more than {@code *}.
   *
   * @param function the function's logical id or name, or {@code *} for every function with a Java
   *     runtime; or the name of a layer or of a nested stack
   * @param path a jar, a zip, a folder in Lambda's layout, or a Maven module; the template of a
   *     nested stack
   */
  public Template code(String function, Path path) {
    return with(copy -> copy.code().put(function, path));
  }

  /**
   * Returns this template with values of environment variables from a file, as {@code sam local
   * --env-vars} takes it: a JSON object with a member for each function, by logical id or name, and
   * {@code Parameters} for all of them. Only variables that the template declares are set.
   */
  public Template environment(Path file) {
    return with(source.skipsUnrunnable(), file, copy -> {});
  }

  /**
   * Returns this template with a function that is served elsewhere, by Lambda's Invoke API: by
   * {@code sam local start-lambda}, LocalStack, or a container with the runtime interface emulator.
   * It may be in any language.
   *
   * @param function the function's logical id or name, which is its name there, too; or the name of
   *     a function of another stack that the template names
   * @param endpoint the endpoint of Lambda's API there, such as {@code http://127.0.0.1:3001}; or
   *     the whole URL, which ends with {@code /invocations}
   */
  public Template function(String function, URI endpoint) {
    return with(copy -> copy.endpoints().put(function, endpoint));
  }

  /**
   * Returns this template without the code of a function, which then fails whenever it is invoked.
   *
   * @param function the function's logical id or name
   */
  public Template skip(String function) {
    return with(copy -> copy.skipped().add(function));
  }

  /**
   * Returns this template without the code of every function that cannot run here, because it is in
   * another language, a container image, or not built.
   */
  public Template skipUnrunnable() {
    return with(true, source.environment(), copy -> {});
  }

  private Template with(Consumer<TemplateSource> change) {
    return with(source.skipsUnrunnable(), source.environment(), change);
  }

  private Template with(
      boolean skipsUnrunnable, @Nullable Path environment, Consumer<TemplateSource> change) {
    TemplateSource copy =
        new TemplateSource(
            new ArrayList<>(source.files()),
            new HashMap<>(source.parameters()),
            new HashMap<>(source.code()),
            new HashMap<>(source.endpoints()),
            new HashSet<>(source.skipped()),
            skipsUnrunnable,
            environment);
    change.accept(copy);
    return new Template(copy);
  }

  /**
   * Reads the template.
   *
   * @throws dev.wsemulator.stack.TemplateException if it cannot be used; its message names every
   *     problem with file and line
   */
  public Stack load() {
    return Engines.inside(() -> Engines.engine().load(source));
  }

  /**
   * Reads the template and reports everything about it at once: its content, and errors and
   * warnings with file, line and resource. Throws nothing because of what is in it.
   */
  public TemplateReport check() {
    return Engines.inside(() -> Engines.engine().check(source));
  }

  /** Returns what to read. */
  TemplateSource source() {
    return source;
  }
}
