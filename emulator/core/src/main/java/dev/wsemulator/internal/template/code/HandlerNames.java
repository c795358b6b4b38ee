package dev.wsemulator.internal.template.code;

import dev.wsemulator.internal.function.code.HandlerCheck;
import dev.wsemulator.internal.function.code.JavaRuntimes;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which handler a function has, and whether it is in its code. Not thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Handlers in
 *     Java</a>
 */
public final class HandlerNames implements AutoCloseable {
  private final Map<List<Path>, Optional<HandlerCheck>> checks = new HashMap<>();
  private final Problems problems;

  public HandlerNames(Problems problems) {
    this.problems = problems;
  }

  /** Returns whether the class of a handler is compiled for a newer version of Java than this. */
  public boolean isNewer(String handler, List<Path> classPath) {
    return check(classPath).stream()
        .flatMapToInt(code -> code.release(handler).stream())
        .anyMatch(release -> release > Runtime.version().feature());
  }

  /** Returns the handler that a function in Java names, and warns if it cannot be invoked. */
  public String named(Resource function, List<Path> classPath) {
    Optional<YamlValue> given = function.properties().get("Handler");
    String handler = given.map(YamlValue::text).orElse("");
    if (handler.isEmpty()) {
      problems.error(
          function.line(), function.path("Handler") + " is missing. Write package.Class::method.");
      return "";
    }
    check(classPath)
        .flatMap(code -> code.problem(handler))
        .ifPresent(
            problem ->
                problems.warning(
                    given.orElseThrow().line(),
                    "%s is \"%s\", which %s: every invocation fails.%s"
                        .formatted(
                            function.path("Handler"), handler, problem.text(), problem.hint())));
    return handler;
  }

  /**
   * Returns the handler of code that is given for a function without a Java handler, such as a
   * container image: the image's command, or the only handler in the code.
   */
  public String found(Resource function, List<Path> classPath) {
    List<String> named = new ArrayList<>();
    function
        .properties()
        .at("ImageConfig", "Command")
        .map(YamlValue::texts)
        .ifPresent(command -> command.stream().limit(1).forEach(named::add));
    function.properties().textOf("Handler").ifPresent(named::add);
    Optional<HandlerCheck> code = check(classPath);
    for (String name : named) {
      if (code.filter(one -> one.problem(name).isEmpty()).isPresent()) {
        return name;
      }
    }
    return only(code, function.line(), "Resources." + function.id());
  }

  /** Returns the only handler in code that is given for a function of no template. */
  public String only(String function, List<Path> classPath) {
    return only(check(classPath), 1, "The function \"%s\"".formatted(function));
  }

  private String only(Optional<HandlerCheck> code, int line, String what) {
    List<String> handlers = code.map(HandlerCheck::handlers).orElse(List.of());
    if (handlers.size() == 1) {
      return handlers.get(0);
    }
    if (code.isPresent()) {
      problems.error(
          line,
          "%s does not name a Java handler, and its code has %s. Name one as Handler, with a Java runtime such as %s."
              .formatted(
                  what,
                  handlers.isEmpty()
                      ? "no class that implements RequestHandler or RequestStreamHandler"
                      : "several: " + String.join(", ", handlers),
                  JavaRuntimes.names().get(JavaRuntimes.names().size() - 1)));
    }
    return "";
  }

  private Optional<HandlerCheck> check(List<Path> classPath) {
    return classPath.isEmpty()
        ? Optional.empty()
        : checks.computeIfAbsent(classPath, HandlerNames::open);
  }

  private static Optional<HandlerCheck> open(List<Path> classPath) {
    try {
      return Optional.of(new HandlerCheck(classPath));
    } catch (UncheckedIOException e) {
      return Optional.empty(); // the start reports the problem of the files
    }
  }

  @Override
  public void close() {
    checks.values().forEach(check -> check.ifPresent(HandlerCheck::close));
  }
}
