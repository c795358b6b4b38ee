package dev.wsemulator.internal.template;

import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.PolicyStatement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads functions from resolved resources.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html">AWS::Serverless::Function</a>
 */
final class FunctionResources {
  private static final Set<String> JAVA =
      Set.of("java8.al2", "java11", "java17", "java21", "java25");
  private static final Set<String> KNOWN =
      Set.of(
          "FunctionName",
          "Handler",
          "Runtime",
          "CodeUri",
          "Code",
          "Timeout",
          "MemorySize",
          "Environment",
          "Policies",
          "Role",
          "Events",
          "ReservedConcurrentExecutions",
          "Description",
          "Tags",
          "Tracing",
          "TracingConfig",
          "Architectures",
          "LoggingConfig",
          "EphemeralStorage",
          "SnapStart",
          "AutoPublishAlias",
          "PermissionsBoundary",
          "PackageType");

  private final CodeLocation code;
  private final Map<String, Resource> rolesByArn;
  private final Problems problems;

  FunctionResources(CodeLocation code, Map<String, Resource> rolesByArn, Problems problems) {
    this.code = code;
    this.rolesByArn = rolesByArn;
    this.problems = problems;
  }

  /** Returns the function with this name. */
  FunctionDefinition read(Resource resource, String name) {
    Value properties = resource.properties();
    properties.entries().keySet().stream()
        .filter(property -> !KNOWN.contains(property))
        .forEach(property -> unknown(resource, property));
    runtime(resource);
    int line = resource.line();
    String handler = properties.textOf("Handler").orElse("");
    if (handler.isEmpty()) {
      problems.error(line, resource.path("Handler") + " is missing. Write package.Class::method.");
    }
    return new FunctionDefinition(
        name,
        new FunctionDefinition.Files(handler, code.classPath(resource, name)),
        environment(properties),
        Duration.ofSeconds(number(resource, "Timeout", 3)),
        (int) number(resource, "MemorySize", 128),
        concurrency(resource),
        policy(properties));
  }

  private void unknown(Resource resource, String property) {
    problems.warning(
        resource.properties().entries().get(property).line(),
        resource.path(property) + " has no effect here.");
  }

  private void runtime(Resource resource) {
    Optional<String> runtime = resource.properties().textOf("Runtime");
    if (runtime.isPresent() && !JAVA.contains(runtime.get())) {
      problems.error(
          resource.properties().entries().get("Runtime").line(),
          "%s is %s, but only functions in Java can run here. Remove the function, or give a Java one."
              .formatted(resource.path("Runtime"), runtime.get()));
    }
  }

  private static Map<String, String> environment(Value properties) {
    Map<String, String> variables = new HashMap<>();
    properties
        .at("Environment", "Variables")
        .ifPresent(
            all ->
                all.entries()
                    .forEach(
                        (name, value) ->
                            variables.put(name, value.text() == null ? "" : value.text())));
    return variables;
  }

  private long number(Resource resource, String property, long byDefault) {
    Optional<Value> value = resource.properties().get(property);
    try {
      return value.map(Value::text).map(Long::parseLong).orElse(byDefault);
    } catch (NumberFormatException e) {
      problems.error(
          value.get().line(),
          "%s is \"%s\", but a whole number is expected."
              .formatted(resource.path(property), value.get().text()));
      return byDefault;
    }
  }

  private OptionalInt concurrency(Resource resource) {
    long limit = number(resource, "ReservedConcurrentExecutions", -1);
    return limit < 0 ? OptionalInt.empty() : OptionalInt.of((int) limit);
  }

  private List<PolicyStatement> policy(Value properties) {
    Function<Resource, List<PolicyStatement>> ofRole =
        role -> RolePolicies.ofRole(role.properties());
    return properties
        .textOf("Role")
        .map(arn -> Optional.ofNullable(rolesByArn.get(arn)).map(ofRole).orElse(List.of()))
        .orElseGet(
            () -> properties.get("Policies").map(RolePolicies::ofPolicies).orElse(List.of()));
  }
}
