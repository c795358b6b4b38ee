package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.function.code.JavaRuntimes;
import dev.wsemulator.internal.template.code.CodeLocation;
import dev.wsemulator.internal.template.code.HandlerNames;
import dev.wsemulator.internal.template.code.PackageLocation;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.lambda.FunctionDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads functions from resolved resources.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html">AWS::Serverless::Function</a>
 */
public final class FunctionResources {
  /** Names of at most 64 letters, digits, hyphens and underscores. */
  private static final String NAME = "[A-Za-z0-9_-]{1,64}";

  private record Range(long min, long max) {}

  private final CodeLocation code;
  private final LayerResources layers;
  private final HandlerNames handlers;
  private final ProcessFunctions processes;
  private final RolePolicies policies;
  private final UnrunnableFunctions unrunnable;
  private final Problems problems;

  public FunctionResources(
      Places places, RolePolicies policies, UnrunnableFunctions unrunnable, Problems problems) {
    this.code = places.code();
    this.layers = places.layers();
    this.handlers = places.handlers();
    this.processes = new ProcessFunctions(new PackageLocation(code, problems), layers, problems);
    this.policies = policies;
    this.unrunnable = unrunnable;
    this.problems = problems;
  }

  /** The place of code. */
  public record Places(CodeLocation code, LayerResources layers, HandlerNames handlers) {}

  /** Returns the function that a resource describes. */
  public FunctionDefinition read(Resource resource) {
    String name = resource.ref();
    name(resource, name);
    role(resource);
    FunctionDefinition.Builder function =
        FunctionDefinition.builder(name, code(resource))
            .environment(environment(resource))
            .timeout(Duration.ofSeconds(number(resource, "Timeout", 3, new Range(1, 900))))
            .memoryMb((int) number(resource, "MemorySize", 128, new Range(128, 32768)))
            .policy(policies.of(resource))
            .logging(FunctionLogging.of(resource, problems));
    concurrency(resource).ifPresent(function::reservedConcurrency);
    return function.build();
  }

  private void name(Resource resource, String name) {
    Optional<YamlValue> given = resource.properties().get("FunctionName");
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
    boolean needsRole = resource.is(ResourceKind.FUNCTION);
    if (needsRole && resource.properties().get("Role").isEmpty()) {
      problems.error(
          resource.line(), resource.path("Role") + " is missing. Write: !GetAtt MyRole.Arn");
    }
  }

  private FunctionDefinition.Code code(Resource resource) {
    Optional<FunctionDefinition.Code> elsewhere = unrunnable.elsewhere(resource);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    Optional<FunctionDefinition.Code> failing = unrunnable.code(resource);
    if (failing.isPresent()) {
      return failing.get();
    }
    if (unrunnable.isGiven(resource)) {
      return given(resource);
    }
    boolean isProcess = ProcessFunctions.has(resource);
    if (!isProcess) {
      JvmOptions.check(resource, problems);
    }
    if (unrunnable.isSkipped(resource)
        && !(isProcess ? processes.isThere(resource) : code.isThere(resource))) {
      return unrunnable.failing(resource, "is not built");
    }
    return isProcess ? ofProcess(resource) : files(resource);
  }

  private FunctionDefinition.Code ofProcess(Resource resource) {
    return processes
        .code(resource)
        .orElseGet(() -> new FunctionDefinition.Files("", List.of())); // it is reported
  }

  private FunctionDefinition.Files files(Resource resource) {
    List<Path> path = new ArrayList<>(code.classPath(resource));
    path.addAll(layers.classPath(resource));
    String handler = handlers.named(resource, path);
    runtime(resource, handlers.isNewer(handler, path));
    return new FunctionDefinition.Files(handler, path, runtimeName(resource));
  }

  /** Returns the code that is given for a function which has none in Java. */
  private FunctionDefinition.Code given(Resource resource) {
    List<Path> path = code.classPath(resource);
    String handler = handlers.found(resource, path);
    String runtime = runtimeName(resource);
    return JavaRuntimes.isJava(runtime)
        ? new FunctionDefinition.Files(handler, path, runtime)
        : new FunctionDefinition.Files(handler, path);
  }

  private static String runtimeName(Resource resource) {
    return resource.properties().textOf("Runtime").orElse("");
  }

  /** A newer runtime does no harm to a class that is compiled for an older one. */
  private void runtime(Resource resource, boolean isNewer) {
    Optional<YamlValue> runtime = resource.properties().get("Runtime");
    String name = runtimeName(resource);
    if (name.isEmpty()) {
      problems.error(
          resource.line(), resource.path("Runtime") + " is missing. Write, for example: java21");
    }
    JavaRuntimes.warning(name)
        .filter(warning -> isNewer || !JavaRuntimes.isKnown(name))
        .ifPresent(
            warning ->
                problems.warning(
                    runtime.orElseThrow().line(),
                    "%s, %s".formatted(resource.path("Runtime"), warning)));
  }

  private Map<String, String> environment(Resource resource) {
    Map<String, String> variables = new HashMap<>();
    YamlValue all =
        resource.properties().at("Environment", "Variables").orElse(YamlValue.map(1, Map.of()));
    if (!all.isMap()) {
      problems.error(
          all.line(),
          resource.path("Environment.Variables") + " is not a map. Write names with texts.");
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
    Optional<YamlValue> value = resource.properties().get(property);
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
    if (number < range.min() || number > range.max()) {
      problems.error(
          value.get().line(),
          "%s is %d, but %d is the least and %d is the most."
              .formatted(resource.path(property), number, range.min(), range.max()));
    }
    return number;
  }

  private OptionalInt concurrency(Resource resource) {
    long limit = number(resource, "ReservedConcurrentExecutions", -1, new Range(0, 1_000_000));
    return limit < 0 ? OptionalInt.empty() : OptionalInt.of((int) limit);
  }
}
