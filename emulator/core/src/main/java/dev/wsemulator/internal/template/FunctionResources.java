package dev.wsemulator.internal.template;

import dev.wsemulator.lambda.FunctionDefinition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads functions from resolved resources.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html">AWS::Serverless::Function</a>
 */
final class FunctionResources {
  private static final Set<String> JAVA =
      Set.of("java8.al2", "java11", "java17", "java21", "java25");

  /** Names of at most 64 letters, digits, hyphens and underscores. */
  private static final String NAME = "[A-Za-z0-9_-]{1,64}";

  private record Range(long least, long most) {}

  private final CodeLocation code;
  private final RolePolicies policies;
  private final Problems problems;

  FunctionResources(CodeLocation code, RolePolicies policies, Problems problems) {
    this.code = code;
    this.policies = policies;
    this.problems = problems;
  }

  /** Returns the function with this name. */
  FunctionDefinition read(Resource resource, String name) {
    Value properties = resource.properties();
    name(resource, name);
    runtime(resource);
    role(resource);
    refuse(resource, "InlineCode");
    refuse(resource, "ImageUri");
    int line = resource.line();
    String handler = properties.textOf("Handler").orElse("");
    if (handler.isEmpty()) {
      problems.error(line, resource.path("Handler") + " is missing. Write package.Class::method.");
    }
    return new FunctionDefinition(
        name,
        new FunctionDefinition.Files(handler, code.classPath(resource, name)),
        environment(resource),
        Duration.ofSeconds(number(resource, "Timeout", 3, new Range(1, 900))),
        (int) number(resource, "MemorySize", 128, new Range(128, 32768)),
        concurrency(resource),
        policies.of(resource));
  }

  private void name(Resource resource, String name) {
    Optional<Value> given = resource.properties().get("FunctionName");
    if (given.isPresent() && !name.matches(NAME) && !name.isEmpty()) {
      problems.error(
          given.get().line(),
          "%s is \"%s\", but a function's name has 1 to 64 letters, digits, hyphens and underscores. Rename it."
              .formatted(resource.path("FunctionName"), name));
    }
  }

  /**
   * Outside of SAM a function must have a role.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-function.html">AWS::Lambda::Function</a>
   */
  private void role(Resource resource) {
    boolean needsRole = resource.type().equals("AWS::Lambda::Function");
    if (needsRole && resource.properties().get("Role").isEmpty()) {
      problems.error(
          resource.line(), resource.path("Role") + " is missing. Write: !GetAtt MyRole.Arn");
    }
  }

  private void refuse(Resource resource, String property) {
    resource
        .properties()
        .get(property)
        .ifPresent(
            value ->
                problems.error(
                    value.line(),
                    "%s is not supported. Give Java code with CodeUri."
                        .formatted(resource.path(property))));
  }

  private void runtime(Resource resource) {
    Optional<String> runtime = resource.properties().textOf("Runtime");
    if (runtime.isEmpty()) {
      problems.error(
          resource.line(), resource.path("Runtime") + " is missing. Write, for example: java21");
    } else if (!JAVA.contains(runtime.get())) {
      problems.error(
          resource.properties().entries().get("Runtime").line(),
          "%s is %s, but only functions in Java can run here. Remove the function, or give a Java one."
              .formatted(resource.path("Runtime"), runtime.get()));
    }
  }

  private Map<String, String> environment(Resource resource) {
    Map<String, String> variables = new HashMap<>();
    Value all = resource.properties().at("Environment", "Variables").orElse(Value.map(1, Map.of()));
    if (!all.isMap()) {
      problems.error(
          all.line(),
          resource.path("Environment.Variables") + " is no map. Write names with texts.");
    }
    all.entries()
        .forEach(
            (name, value) -> {
              if (value.isText()) {
                variables.put(name, value.text());
              } else {
                problems.error(
                    value.line(),
                    "%s is not a text. Write a text, in quotes if it may be empty."
                        .formatted(resource.path("Environment.Variables." + name)));
              }
            });
    return variables;
  }

  private long number(Resource resource, String property, long byDefault, Range range) {
    Optional<Value> value = resource.properties().get(property);
    if (value.filter(given -> !given.isNull()).isEmpty()) {
      return byDefault;
    }
    String text = String.valueOf(value.get().text());
    if (!text.matches("\\d{1,9}")) {
      problems.error(
          value.get().line(),
          "%s is \"%s\", but a whole number is expected.".formatted(resource.path(property), text));
      return byDefault;
    }
    long number = Long.parseLong(text);
    if (number < range.least() || number > range.most()) {
      problems.error(
          value.get().line(),
          "%s is %d, but %d is the least and %d is the most."
              .formatted(resource.path(property), number, range.least(), range.most()));
    }
    return number;
  }

  private OptionalInt concurrency(Resource resource) {
    long limit = number(resource, "ReservedConcurrentExecutions", -1, new Range(0, 1_000_000));
    return limit < 0 ? OptionalInt.empty() : OptionalInt.of((int) limit);
  }
}
